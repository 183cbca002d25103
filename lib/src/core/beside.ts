// Work on the other core: one function of this library in another thread, while this one goes on.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Tinypool } from "tinypool";
import { InvalidInputError } from "./errors";
import { projectFolder } from "./home";

/** What a thread is asked. */
export interface Call {
  readonly file: string;
  readonly function_name: string;
  readonly args: readonly unknown[];
}

/** What a thread sends back. */
export type Answer<Result> =
  | { readonly result: Result }
  | { readonly message: string; readonly is_invalid_input: boolean };

/** As many threads as cores, and no more than find work here. */
const MOST_THREADS = Math.min(4, availableParallelism());

/**
 * Calls a function of a compiled module of this library in another thread. Arguments and result are copied, so they
 * have to be plain data. Of more calls than threads, some wait. The answer may be awaited later.
 *
 * @param module path under `lib/dist` without its ending, e.g. "pipeline/churn/evaluate"
 * @throws whatever the function throws: an InvalidInputError as such, others as an Error with the same message
 */
export function beside<Result>(module: string, function_name: string, args: readonly unknown[]): Promise<Result> {
  const call: Call = { file: join(projectFolder, "lib/dist", `${module}.js`), function_name, args };
  const answered = ask<Result>(call);
  answered.catch(() => {}); // whoever goes on meanwhile hears of a failure when they await it
  return answered;
}

async function ask<Result>(call: Call): Promise<Result> {
  const answer: Answer<Result> = await (threads ?? (await startThreads())).run(call);
  if ("result" in answer) return answer.result;
  throw answer.is_invalid_input ? new InvalidInputError(answer.message) : new Error(answer.message);
}

/**
 * Resolves when threads wait for calls. A call made then begins at once, also when this thread goes on without a pause;
 * one made before would begin at the next pause.
 */
export async function threadsReady(): Promise<void> {
  await Promise.all(Array.from({ length: MOST_THREADS }, () => beside("core/beside-main", "ready", [])));
}

let threads: Tinypool | undefined;

/** A thread that has done a thing before does it in half the time, so it waits a while for more of it. */
async function startThreads(): Promise<Tinypool> {
  const { Tinypool } = await import("tinypool");
  const filename = join(projectFolder, "lib/dist/core/beside-main.js");
  threads ??= new Tinypool({ filename, minThreads: 0, maxThreads: MOST_THREADS, idleTimeout: 30_000 });
  return threads;
}
