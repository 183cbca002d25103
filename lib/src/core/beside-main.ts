// The thread of `beside`: calls one function and sends back what it gave.
import { parentPort, workerData } from "node:worker_threads";
import type { Answer, Call } from "./beside";
import { InvalidInputError } from "./errors";

const { file, function_name, args } = workerData as Call;

async function answer(): Promise<Answer<unknown>> {
  try {
    return { result: await require(file)[function_name](...args) };
  } catch (error) {
    const { message } = error as Error;
    return { message, is_invalid_input: error instanceof InvalidInputError };
  }
}

answer().then((found) => parentPort!.postMessage(found));
