// The errors people meet. One line each: who needs what, got which value, what to do next.

/** An argument, file or setting that cannot be used as it is; the message says what is needed. Exit code 2. */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
}

/** Something outside refused or is missing: a locked file, a lake, a login, a network. Exit code 3. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
}

/** The engine refused a statement; `cause` is the driver's own error, values and all. Exit code 1. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  constructor(
    readonly statement: string,
    readonly engine: string,
    cause: Error,
  ) {
    super(`${statement} failed on ${engine}: ${withoutValue(firstLine(cause.message))}`, { cause });
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

const UNREADABLE_VALUE =
  /Conversion Error|Could not (convert|parse|cast)|(value|Date|Time|Timestamp) .* is not recognized|Can't parse|Failed to cast/;

/** What a driver says of a value it could not read, without the value, which may be a person's; names stay. */
function withoutValue(line: string): string {
  if (!UNREADABLE_VALUE.test(line)) return line;
  return line
    .replace(/(?<!\w)(["'])(?:.*\1|.*$)/, "$1***$1") // to the last quote: the value may hold some, or a line's end
    .replace(/with value .* can't/, "with value *** can't");
}

/** The first line of a text, as an error message shows it. */
export function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.trim();
}
