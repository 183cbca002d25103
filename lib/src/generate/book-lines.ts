// The books as lines of their files, made on two cores when there are many.
import { beside, threadsReady } from "../core/beside";
import type { Progress } from "../core/progress";
import { type BooksOptions, compare, inOrderOfArrival, type PeopleOptions, peopleInBooks } from "./books";
import { csvLine } from "./csv";
import { accountChangeColumns, customerColumns } from "./rows";

/** Lines of all files; text takes a fifth of the memory that rows take, so two million people fit. */
export interface BookLines {
  readonly legacy: string[];
  readonly acquired: string[];
  readonly account_changes: string[];
  readonly truth: string[];
  readonly truth_columns: string[];
}

/** Fewer people are made sooner than a thread is started. */
const FEW = 5000;

/** All lines, in the order of the files. People do not depend on one another, so halves of them are made at once. */
export async function bookLines({ progress, ...books }: BooksOptions): Promise<BookLines> {
  const half = books.customers <= FEW ? books.customers : Math.ceil(books.customers / 2);
  const parts: PartOfLines[] = [];
  if (half < books.customers) {
    await threadsReady();
    const rest = beside<PartOfLines>("generate/book-lines", "linesOfPeople", [{ ...books, first_person: half + 1 }]);
    const ahead: Progress = ({ done, ...report }) =>
      progress?.({ ...report, done: Math.min(2 * done, books.customers) });
    parts.push(linesOfPeople({ ...books, last_person: half, ...(progress && { progress: ahead }) }), await rest);
  } else parts.push(linesOfPeople({ ...books, ...(progress && { progress }) }));
  const deliveries = parts.flatMap((part) => part.deliveries).sort(inOrderOfArrival);
  return {
    legacy: parts.flatMap(({ legacy }) => legacy),
    acquired: parts.flatMap(({ acquired }) => acquired).sort(compare), // a line begins with its id
    account_changes: deliveries.map(({ line }) => line),
    truth: parts.flatMap(({ truth }) => truth),
    truth_columns: parts[0]!.truth_columns,
  };
}

interface PartOfLines extends Omit<BookLines, "account_changes"> {
  readonly deliveries: { readonly change_id: string; readonly arrived_at: string; readonly line: string }[];
}

/** The lines of some people, one after the other. */
export function linesOfPeople(options: PeopleOptions): PartOfLines {
  const lines: PartOfLines = { legacy: [], acquired: [], deliveries: [], truth: [], truth_columns: [] };
  let identityColumns: string[] | undefined;
  let planColumns: string[] | undefined;
  for (const person of peopleInBooks(options)) {
    for (const row of person.customers) {
      (row.source_system === "legacy" ? lines.legacy : lines.acquired).push(csvLine(customerColumns, row));
    }
    for (const { change_id, arrived_at, row } of person.deliveries) {
      lines.deliveries.push({ change_id, arrived_at, line: csvLine(accountChangeColumns, row) });
    }
    identityColumns ??= Object.keys(person.identities[0]!);
    planColumns ??= Object.keys(person.plan);
    const planLine = csvLine(planColumns, person.plan);
    for (const identity of person.identities) lines.truth.push(`${csvLine(identityColumns, identity)},${planLine}`);
  }
  return { ...lines, truth_columns: [...(identityColumns ?? []), ...(planColumns ?? [])] };
}
