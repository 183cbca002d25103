// A kernel process: tslab, and an end of its own when the process that started it is gone.
//   node kernel-main.js CONNECTION_FILE
// The channel to the runner closes however the runner ends, SIGKILL included; without it no kernel would know.
// tslab watches the files that its types come from, three hundred of them, and the folders around. A change there, say a
// build beside an open notebook, reaches it in the middle of a cell and ends that cell: so nothing is watched.
import { rmSync } from "node:fs";
import { sys } from "@tslab/typescript-for-tslab";
import type { Converter } from "tslab/dist/converter";
import type { Executor } from "tslab/dist/executor";
import { startKernel } from "tslab/dist/main";
import { loadDraw } from "../charts/svg";
import { closeWorkbooks } from "./open-workbook";
import { useOutspokenSockets } from "./outspoken-sockets";
import { processAsItIs } from "./process-as-it-is";

/** What the runner may ask beside the Jupyter protocol: the peak of memory in MiB, or to forget the notebook so far. */
export type KernelRequest = "peak" | "reset";

const connectionFile = process.argv[2]!;
if (process.channel) {
  process.on("disconnect", () => {
    rmSync(connectionFile, { force: true });
    process.exit(1);
  });
  process.on("message", async (request: KernelRequest) => {
    if (request === "reset") await forget().catch(() => process.exit(1)); // the runner starts another
    process.send?.(process.resourceUsage().maxRSS / 1024);
  });
  process.channel.unref(); // an idle channel keeps no kernel alive
  leaveDocsUnread();
}
const unwatched = () => ({ close: () => {} });
Object.assign(sys, { watchFile: unwatched, watchDirectory: unwatched });
useOutspokenSockets();
// the first of each is the notebook's; tslab shows them to nobody
const converter = firstMade<Converter>("tslab/dist/converter", "createConverter");
const executor = firstMade<Executor>("tslab/dist/executor", "createExecutor");
startKernel({ configPath: connectionFile, enableFindLocal: false });
const restoreProcess = processAsItIs();
setImmediate(warmUp);

/** Keeps the first thing that a function of a module makes; answers what tells it. */
function firstMade<Made>(file: string, name: string): () => Made | undefined {
  const module = require(file) as Record<string, (...args: unknown[]) => Made>;
  const make = module[name]!;
  let first: Made | undefined;
  module[name] = (...args) => {
    const made = make(...args);
    first ??= made;
    return made;
  };
  return () => first;
}

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
    converter()?.convert("", 'import * as c360 from "customer-360"; c360;');
    void loadDraw().catch(() => {});
  } catch {
    // the cell that needs it will say what is wrong
  }
}

/**
 * Closes the notebook's workbooks, and forgets its names, globals, environment and folder. What was loaded and compiled
 * stays, and the next notebook begins three seconds sooner.
 */
async function forget(): Promise<void> {
  await closeWorkbooks();
  executor()?.reset();
  restoreProcess();
}
