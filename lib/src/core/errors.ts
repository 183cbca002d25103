// The errors people meet. One line each: who needs what, got which value, what to do next.

/** An argument, file or setting that cannot be used as it is; the message says what is needed. Exit code 2. */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
}

/** Something outside refused or is missing: a locked file, a lake, a login, a network. Exit code 3. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
}

/** The engine refused a statement; `cause` is the driver's own error. Exit code 1. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  constructor(
    readonly statement: string,
    readonly engine: string,
    cause: Error,
  ) {
    super(`${statement} failed on ${engine}: ${firstLine(cause.message)}`, { cause });
  }
}

/** A promise the data must keep was broken: a check, a reconciliation, a notebook's checkpoint. Exit code 1. */
export class CheckFailedError extends Error {
  override readonly name = "CheckFailedError";
}

/** The exit code a terminal sees for an error: 2 what was typed, 3 what is around us, 130 Ctrl-C, 1 the rest. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof InvalidInputError) return 2;
  if (error instanceof UnavailableError) return 3;
  if (error instanceof Error && error.name === "AbortError") return 130;
  return 1;
}

/** The first line of a text, as an error message shows it. */
export function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.trim();
}
