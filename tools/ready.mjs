// Makes a fresh clone ready: installs when the lockfile is newer than what is installed, compiles lib when its sources are.
// Plain Node without dependencies, because it runs before there are any.
import { execSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const newestIn = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => changedAt(join(entry.parentPath, entry.name))),
  );
function run(command, next) {
  try {
    execSync(command, { cwd: root, stdio: "inherit" });
  } catch {
    console.error(`The workbook needs "${command}" to succeed, and it did not (its own words stand above); ${next}`);
    process.exit(1);
  }
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `The workbook needs Node 20.19 or later, got ${process.versions.node}; install a newer Node and try again`,
  );
  process.exit(1);
}
if (changedAt(join(root, "package-lock.json")) > changedAt(join(root, "node_modules/.package-lock.json"))) {
  run("npm ci --no-audit --no-fund", "is the network there? A first run installs, later ones need none");
}
if (newestIn(join(root, "lib/src")) > changedAt(join(root, "lib/dist/.tsbuildinfo")))
  run("npm run --silent build", "mend the line it names and try again");
