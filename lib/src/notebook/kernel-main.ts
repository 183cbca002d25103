// A kernel process: tslab, and an end of its own when the process that started it is gone.
//   node kernel-main.js CONNECTION_FILE
// The channel to the runner closes however the runner ends, SIGKILL included; without it no kernel would know.
// tslab watches the files that its types come from, three hundred of them, and the folders around. A change there, say a
// build beside an open notebook, reaches it in the middle of a cell and ends that cell: so nothing is watched.
import { rmSync } from "node:fs";
import { sys } from "@tslab/typescript-for-tslab";
import { startKernel } from "tslab/dist/main";
import { loadDraw } from "../charts/svg";
import { useOutspokenSockets } from "./outspoken-sockets";

const connectionFile = process.argv[2]!;
if (process.channel) {
  process.on("disconnect", () => {
    rmSync(connectionFile, { force: true });
    process.exit(1);
  });
  process.on("message", () => process.send?.(process.resourceUsage().maxRSS / 1024)); // peak memory in MiB
  process.channel.unref(); // an idle channel keeps no kernel alive
  leaveDocsUnread();
}
const unwatched = () => ({ close: () => {} });
Object.assign(sys, { watchFile: unwatched, watchDirectory: unwatched });
useOutspokenSockets();
const converters = require("tslab/dist/converter") as typeof import("tslab/dist/converter");
const { createConverter } = converters;
let converter: ReturnType<typeof createConverter> | undefined;
converters.createConverter = (options) => {
  const made = createConverter(options);
  converter ??= made; // the first is the notebook's; tslab shows it to nobody
  return made;
};
startKernel({ configPath: connectionFile, enableFindLocal: false });
setImmediate(warmUp);

/**
 * Whoever runs a notebook from end to end asks no function what it does: the words in declarations, two thirds of their
 * text, are left out, and the kernel starts a quarter sooner.
 */
function leaveDocsUnread(): void {
  const { readFile } = sys;
  sys.readFile = (path, encoding) => {
    const text = readFile(path, encoding);
    return path.endsWith(".d.ts") ? text?.replace(/\/\*\*[\s\S]*?\*\//g, "") : text;
  };
}

/** While nothing is asked yet, loads what every notebook's first cell loads: the library, its types, what draws. */
function warmUp(): void {
  try {
    require("customer-360");
    converter?.convert("", 'import * as c360 from "customer-360"; c360;');
    void loadDraw().catch(() => {});
  } catch {
    // the cell that needs it will say what is wrong
  }
}
