// c360: the workbook from a terminal. Thin: every command calls one function of the folders above.
import { Command, CommanderError } from "commander";
import { exitCodeOf } from "../core/errors";
import { addCommands } from "./commands";

const abort = new AbortController();

/** What has not come to an end by then is ended: a thread that computes hears no signal. */
const LONGEST_STOP_MS = 5000;

async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("c360")
    .description("The Customer 360 workbook: two credit-card books become one customer view")
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stdout.write(text), outputError: () => {} });
  addCommands(program, abort.signal);
  try {
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error as Error);
  }
}

/** One line on stderr and a code that says what kind of trouble it is. */
function report(error: Error): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0 || error.code === "commander.help") return 0; // help is what was asked for, or the answer to nothing
    console.error(`c360: ${error.message.replace(/^error: /, "").replace(/\s+/g, " ")}; see: npx c360 --help`);
    return 2;
  }
  console.error(`c360: ${error.message.split("\n", 1)[0]}`);
  if (process.env.C360_DEBUG) console.error(error);
  return exitCodeOf(error);
}

process.once("SIGINT", () => {
  console.error(
    "\nc360: stopping; what is finished stays, and the next run goes on from there (Ctrl-C again to end at once)",
  );
  abort.abort(new DOMException("stopped by Ctrl-C", "AbortError"));
  setTimeout(() => process.exit(130), LONGEST_STOP_MS).unref();
  process.once("SIGINT", () => process.exit(130));
});

// nobody reads on, for example after `| head -1`: there is nothing left to say, and nothing went wrong
process.stdout.on("error", (error) => {
  if (!isUnread(error)) throw error;
  process.exit(0);
});
// nobody reads how far it is: what was asked for is done all the same
process.stderr.on("error", (error) => {
  if (!isUnread(error)) throw error;
});

const isUnread = (error: NodeJS.ErrnoException) => error.code === "EPIPE";

main(process.argv).then((code) => {
  process.exitCode = code;
});
