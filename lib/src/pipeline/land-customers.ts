// The two books on their way into the lake, and the answer key that stays behind.
import { readdirSync, readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { putCustomers } from "../bronze/upload-customers";
import { homePlace } from "../core/home";
import { type Progress, silent } from "../core/progress";
import { bookFiles, writeBooks } from "../generate/write-books";
import type { Lake } from "../lake/lake";
import type { Platform } from "./platform";
import { dropChurn } from "./reset";
import type { Settings } from "./settings";
import { shortHash } from "./table-version";

/** What was landed. */
export interface LandedBooks {
  /** Human beings; some are in both books. */
  readonly people: number;
  readonly legacy_records: number;
  readonly acquired_records: number;
  readonly account_changes: number;
}

/**
 * Generates the two books and their change feed and puts them into the lake. Books that were made from the same
 * settings by the same code are not made again. Where others were before, the churn model and its scores go first: ids
 * are given anew, and old scores would be told of other people.
 */
export async function landCustomers(
  { db, lake, settings }: Platform,
  progress: Progress = silent,
): Promise<LandedBooks> {
  const made_from = booksVersion(settings);
  const note = await readNote();
  const known = note?.made_from === made_from ? await landedBooks(lake, note) : undefined;
  if (known) {
    progress({ task: "customers", done: settings.customers, total: settings.customers });
    return known;
  }
  if (note && note.made_from !== made_from) await dropChurn(db);
  await rm(noteFile(), { force: true }); // a run that is ended here must not leave the old note on new books
  const { customers: count, seed } = settings;
  const written = await writeBooks({ count, seed, output: customersFile(), progress });
  await putCustomers(lake, written.customers_file);
  const { people, legacy_records, acquired_records, account_changes } = written;
  const books = { people, legacy_records, acquired_records, account_changes };
  await writeFile(noteFile(), JSON.stringify({ made_from, books })); // last: books without a note are made again
  return books;
}

interface Note {
  readonly made_from: string;
  readonly books: LandedBooks;
}

function readNote(): Promise<Note | undefined> {
  return readFile(noteFile(), "utf8").then(JSON.parse, () => undefined);
}

/** What the note says of the books, while they lie in the lake. */
async function landedBooks(lake: Lake, { books }: Note): Promise<LandedBooks | undefined> {
  const files = [...(await lake.list("customers")), ...(await lake.list("account_changes"))].filter(({ path }) =>
    path.endsWith(".csv"),
  );
  return files.length >= 2 ? books : undefined;
}

/** The answer key: who is who and how everybody will behave. For the transaction generator only. */
export function truthFile(): string {
  return bookFiles(customersFile()).truth_file;
}

/** Changes with the settings and with the generator's own code. */
export function booksVersion({ customers, seed }: Settings): string {
  const folder = join(__dirname, "../generate");
  const code = readdirSync(folder)
    .filter((file) => /\.(js|ts)$/.test(file) && !file.endsWith(".d.ts"))
    .sort();
  return shortHash(String(customers), String(seed), ...code.map((file) => readFileSync(join(folder, file), "utf8")));
}

const customersFile = () => join(homePlace("books"), "customers.csv");
const noteFile = () => join(homePlace("books"), "made_from.json");
