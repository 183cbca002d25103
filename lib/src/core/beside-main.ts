// What the threads of `beside` do: call one function and send back what it gave.
import type { Answer, Call } from "./beside";
import { InvalidInputError } from "./errors";

export default async function answer({ file, function_name, args }: Call): Promise<Answer<unknown>> {
  try {
    return { result: await require(file)[function_name](...args) };
  } catch (error) {
    const { message } = error as Error;
    return { message, is_invalid_input: error instanceof InvalidInputError };
  }
}

/** Asked only to see a thread start. */
export function ready(): void {}
