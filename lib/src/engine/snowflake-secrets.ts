// Files that hold secrets: read only when nobody else can, and never quoted in an error.
import { createPrivateKey } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { platform } from "node:os";
import { parse } from "toml";
import { InvalidInputError } from "../core/errors";

/** The text of a file that only its owner may read or change. */
export function privateFile(path: string, what: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new InvalidInputError(`${what} is needed as a file, got ${path}, which is not there`);
  const mode = stat.mode & 0o777;
  if (platform() !== "win32" && (mode & 0o077) !== 0) {
    throw new InvalidInputError(
      `${what} is needed in a file closed to others, got ${path} with mode ${mode.toString(8)}; run chmod 600 on it`,
    );
  }
  return readFileSync(path, "utf8");
}

/** One section of a connections.toml. */
export function tomlSection(path: string, section: string): Record<string, unknown> {
  if (!statSync(path, { throwIfNoEntry: false })) {
    throw new InvalidInputError(`Snowflake needs SNOWFLAKE_ACCOUNT or ${path}, got neither`);
  }
  const text = privateFile(path, "connections.toml");
  const sections = parsed(text, path);
  const found = sections[section];
  if (found && typeof found === "object") return found as Record<string, unknown>;
  throw new InvalidInputError(
    `connections.toml needs a section [${section}], got ${Object.keys(sections).join(", ") || "none"} in ${path}`,
  );
}

/** A PEM private key opened with its passphrase, as unencrypted PKCS#8. */
export function privateKeyPem(pem: string, passphrase: string | undefined, source: string): string {
  try {
    return createPrivateKey({ key: pem, format: "pem", ...(passphrase ? { passphrase } : {}) })
      .export({ format: "pem", type: "pkcs8" })
      .toString();
  } catch {
    const lock = passphrase ? "that SNOWFLAKE_PRIVATE_KEY_PASSPHRASE opens" : "without a passphrase, as none was given";
    throw new InvalidInputError(`Snowflake needs a PEM private key ${lock}, got one in ${source} that cannot be read`);
  }
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    return parse(text) as Record<string, unknown>;
  } catch (error) {
    const { line } = error as { line?: number };
    // the parser's own message would quote the text
    throw new InvalidInputError(`connections.toml needs TOML, got something else in ${path}, line ${line ?? "?"}`);
  }
}
