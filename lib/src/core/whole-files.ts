// Files that are there whole or not at all.
import { randomBytes } from "node:crypto";
import { constants, rmSync } from "node:fs";
import { access, open, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InvalidInputError, UnavailableError } from "./errors";
import { makeFolder } from "./make-folder";

/** One file to be; a line feed goes after each line. */
export interface WholeFile {
  readonly path: string;
  readonly first_line: string;
  readonly lines: readonly string[];
}

const LINES_AT_ONCE = 5_000;

/**
 * Writes files that belong together. Each is written under a hidden name in its folder; only when all are complete do
 * they take their names. After a failure or Ctrl-C the old files stand as they stood, and nothing half-written is left.
 *
 * @throws InvalidInputError when a path is a folder, or its folder cannot be made or written
 * @throws UnavailableError when the disk fails on the way, for example because it is full
 */
export async function writeWholeFiles(files: readonly WholeFile[]): Promise<void> {
  const partials = files.map(({ path }) => partialName(path));
  const started: string[] = [];
  const clear = () => {
    for (const partial of started) rmSync(partial, { force: true });
  };
  const onSignal = (signal: NodeJS.Signals) => {
    clear();
    process.kill(process.pid, signal); // the handler is gone by now: the signal does what it does without us
  };
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    await checkWritable(files.map(({ path }) => path));
    for (const [i, file] of files.entries()) {
      started.push(partials[i]!);
      await write(file, partials[i]!);
    }
    for (const [i, { path }] of files.entries()) await rename(partials[i]!, path);
  } catch (error) {
    clear();
    throw error;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

/**
 * Finds out whether files can be written, before the work that fills them. Makes the folders they go to.
 *
 * @throws InvalidInputError as `writeWholeFiles` would
 */
export async function checkWritable(paths: readonly string[]): Promise<void> {
  for (const path of paths) await checkPath(path);
}

function partialName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString("hex")}.partial`);
}

async function checkPath(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isFile()) {
    const kind = found.isDirectory() ? "folder" : "device";
    throw new InvalidInputError(`A file name is needed to write to, got the ${kind} ${path}`);
  }
  try {
    makeFolder(dirname(path));
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function write({ path, first_line, lines }: WholeFile, partial: string): Promise<void> {
  const handle = await open(partial, "wx").catch((error) => {
    throw unwritable(path, error);
  });
  try {
    await handle.write(`${first_line}\n`);
    for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
      await handle.write(`${lines.slice(start, start + LINES_AT_ONCE).join("\n")}\n`);
    }
    await handle.sync();
  } catch (error) {
    throw new UnavailableError(`${path} could not be written: ${(error as Error).message}`, { cause: error });
  } finally {
    await handle.close();
  }
}

function unwritable(path: string, error: unknown): InvalidInputError {
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  return new InvalidInputError(`A file that can be written is needed, got ${path} (${code}); name another folder`, {
    cause: error,
  });
}
