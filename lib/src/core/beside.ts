// Work on the other core: one function of this library in a thread of its own, while this one goes on.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
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

/**
 * Calls a function of a compiled module of this library in another thread. Arguments and result are copied, so they
 * have to be plain data.
 *
 * @param module path under `lib/dist` without its ending, e.g. "pipeline/churn/evaluate"
 * @throws whatever the function throws: an InvalidInputError as such, others as an Error with the same message
 */
export function beside<Result>(module: string, function_name: string, args: readonly unknown[]): Promise<Result> {
  const folder = join(projectFolder, "lib/dist");
  const call: Call = { file: join(folder, `${module}.js`), function_name, args };
  return new Promise((resolve, reject) => {
    const thread = new Worker(join(folder, "core/beside-main.js"), { workerData: call });
    thread.once("message", (answer: Answer<Result>) => {
      if ("result" in answer) resolve(answer.result);
      else reject(answer.is_invalid_input ? new InvalidInputError(answer.message) : new Error(answer.message));
    });
    thread.once("error", reject);
    thread.once("exit", (code) =>
      reject(new Error(`The thread for ${function_name} ended with ${code} and no result`)),
    );
  });
}
