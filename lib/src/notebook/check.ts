// Checkpoints: what a chapter promises about its data, held where it is read.
import { CheckFailedError, InvalidInputError } from "../core/errors";

/** Says "✓ name" when the condition holds, else ends the notebook; `detail` tells what was found instead. */
export type Check = (name: string, condition: boolean, detail?: string) => void;

/**
 * The same about books that somebody else has sent, or about few: what is so in the generated world need not be so
 * there. Says "✓ name" or "○ name: not so in these books", and the notebook goes on.
 */
export const tellFinding: Check = (name, condition, detail) => {
  if (condition) checkPromise(name, condition);
  else console.log(`○ ${name}: not so in these books${detail ? ` (${detail})` : ""}`);
};

/**
 * Holds a promise.
 *
 * @throws CheckFailedError when the condition does not hold
 * @throws InvalidInputError when the condition is not true or false, e.g. because an `await` is missing
 */
export const checkPromise: Check = (name, condition, detail) => {
  if (typeof condition !== "boolean") {
    const got = (condition as unknown) instanceof Promise ? "a promise; is an await missing?" : typeof condition;
    throw new InvalidInputError(`The check "${name}" needs true or false, got ${got}`);
  }
  if (!condition) throw new CheckFailedError(`✗ ${name}${detail ? `: ${detail}` : ""}`);
  console.log(`✓ ${name}`);
};
