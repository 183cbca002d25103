// The command behind `generate-customers`: checks what was asked, generates, writes three files.
import { extname, resolve } from "node:path";
import { InvalidInputError } from "../core/errors";
import type { Progress } from "../core/progress";
import { LARGEST_SEED } from "../core/random";
import { checkWritable } from "../core/whole-files";
import { bookLines } from "./book-lines";
import { writeCsvFiles } from "./csv";
import { accountChangeColumns, customerColumns } from "./rows";

/** More people than this would not fit into memory as rows. */
const MOST_CUSTOMERS = 2_000_000;

export interface WriteBooksOptions {
  /** People to generate, 1 to 2,000,000; text as typed is fine. */
  readonly count: number | string;
  readonly seed: number | string;
  /** The customers file; the other two stand beside it. */
  readonly output: string;
  readonly progress?: Progress;
  /** When aborted by then, nothing is written. */
  readonly signal?: AbortSignal;
}

export interface WrittenBooks {
  readonly people: number;
  readonly legacy_records: number;
  readonly acquired_records: number;
  readonly account_changes: number;
  readonly customers_file: string;
  readonly account_changes_file: string;
  readonly truth_file: string;
}

/**
 * Generates the two books and writes `FILE`, its change feed `<stem>.account_changes.csv` and the truth
 * `<stem>.truth.csv`. Folders on the way are made. All three files appear, or none.
 *
 * @throws InvalidInputError for a count or seed that is none, or an output that cannot be written
 * @throws UnavailableError when the disk fails on the way
 */
export async function writeBooks({ count, seed, output, progress, signal }: WriteBooksOptions): Promise<WrittenBooks> {
  const customers = wholeNumber("count", count, 1, MOST_CUSTOMERS, "try 50000");
  const seedNumber = wholeNumber("seed", seed, 0, LARGEST_SEED, "42 is the usual one");
  const files = bookFiles(output);
  await checkWritable(Object.values(files));
  const lines = await bookLines({ customers, seed: seedNumber, ...(progress && { progress }) });
  signal?.throwIfAborted();
  await writeCsvFiles([
    { path: files.customers_file, columns: customerColumns, lines: [...lines.legacy, ...lines.acquired] },
    { path: files.account_changes_file, columns: accountChangeColumns, lines: lines.account_changes },
    { path: files.truth_file, columns: lines.truth_columns, lines: lines.truth },
  ]);
  return {
    people: customers,
    legacy_records: lines.legacy.length,
    acquired_records: lines.acquired.length,
    account_changes: lines.account_changes.length,
    ...files,
  };
}

/**
 * The three files that belong to an output name.
 *
 * @throws InvalidInputError when the name is empty or ends in a slash
 */
export function bookFiles(output: string) {
  if (output.trim() === "" || /[/\\]$/.test(output)) {
    throw new InvalidInputError(
      `generate-customers needs --output as a file name, got ${JSON.stringify(output)}; try data/customers.csv`,
    );
  }
  const customers_file = resolve(output);
  const stem = customers_file.slice(0, customers_file.length - extname(customers_file).length);
  return {
    customers_file,
    account_changes_file: `${stem}.account_changes.csv`,
    truth_file: `${stem}.truth.csv`,
  };
}

function wholeNumber(option: string, value: number | string, low: number, high: number, hint: string): number {
  const number = typeof value === "number" ? value : /^-?\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (Number.isInteger(number) && number >= low && number <= high) return number;
  const range = `${low.toLocaleString("en-US")} to ${high.toLocaleString("en-US")}`;
  throw new InvalidInputError(
    `generate-customers needs --${option} as a whole number from ${range}, got ${typeof value === "number" ? value : JSON.stringify(value)}; ${hint}`,
  );
}
