// The driver's errors as one line each, without a secret in them.
import { SqlError, UnavailableError } from "../core/errors";

/** The parts of a driver error that matter; server codes are text, the driver's own are numbers. */
interface DriverError extends Error {
  readonly code?: string | number;
  readonly sqlState?: string;
}

const SESSION_GONE = ["390104", "390111", "390112", "390114", "407002"];
const UNREACHABLE = ["401001", "401002", "401003"];
const SERVER_TIMEOUT = "000630";

/** Whether the session has ended on the server, before the statement was looked at. */
export function isSessionGone(error: unknown): boolean {
  return SESSION_GONE.includes(codeOf(error));
}

/** Whether Snowflake could not be reached, or answered with an HTTP error. */
export function isUnreachable(error: unknown): boolean {
  return UNREACHABLE.includes(codeOf(error)) || error instanceof UnreachableError;
}

/** Whether one answer got lost on its way, so that asking again is worth while. */
export function isBrokenOff(error: unknown): boolean {
  return ["401001", "401003"].includes(codeOf(error));
}

/** We stopped waiting for an answer. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** A failed sign-in. */
export function signInError(error: unknown, host: string, secrets: readonly string[]): UnavailableError {
  const cause = plainError(error, secrets);
  if (isUnreachable(error)) return unreachable("Signing in", host, cause);
  const next = "check the account, the user, its role, and its key or token";
  return new UnavailableError(`Snowflake at ${host} refused the sign-in: ${cause.message}; ${next}`, { cause });
}

/** A failed statement. */
export function statementError(
  statement: { readonly name: string; readonly timeout_seconds?: number },
  error: unknown,
  host: string,
  secrets: readonly string[],
): SqlError | UnavailableError {
  const cause = plainError(error, secrets);
  if (isUnreachable(error)) return unreachable(statement.name, host, cause);
  if (isSessionGone(error)) {
    return new UnavailableError(`${statement.name} lost its Snowflake session twice: ${cause.message}; run it again`, {
      cause,
    });
  }
  if (codeOf(error) === SERVER_TIMEOUT) {
    const limit =
      statement.timeout_seconds === undefined ? "the time Snowflake allows" : `its ${statement.timeout_seconds} s`;
    return new UnavailableError(`${statement.name} took longer than ${limit} and was stopped`, { cause });
  }
  return new SqlError(statement.name, "snowflake", cause);
}

function unreachable(what: string, host: string, cause: Error): UnavailableError {
  return new UnavailableError(
    `${what} needs Snowflake at ${host}, which did not answer: ${cause.message}; check the network and run it again`,
    { cause },
  );
}

/** A fresh error with message and codes only: the driver's own may carry requests and their headers. */
function plainError(error: unknown, secrets: readonly string[]): Error {
  const { message, sqlState } = error as DriverError;
  const codes = [codeOf(error), sqlState].filter(Boolean).join(", ");
  const line = String(message)
    .replace(/\s*[\r\n]+\s*/g, " ")
    .trim();
  return new Error(withoutSecrets(codes ? `${line} (${codes})` : line, secrets));
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  const lines = secrets.flatMap((secret) => secret.split("\n")).map((line) => line.trim());
  return lines.filter((line) => line.length > 3).reduce((clean, line) => clean.replaceAll(line, "***"), text);
}

function codeOf(error: unknown): string {
  return String((error as DriverError | undefined)?.code ?? "");
}
