// Generated books, made once per size and seed for all tests of a file, and what the tests ask of them.
import { type Books, generateBooks } from "../../lib/src/generate/books";

const made = new Map<string, Books>();

export function booksOf(customers: number, seed = 42): Books {
  const key = `${customers} ${seed}`;
  let books = made.get(key);
  if (!books) {
    books = generateBooks({ customers, seed });
    made.set(key, books);
  }
  return books;
}

/** The part of the rows for which something holds, 0..1. */
export function share<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.filter(holds).length / rows.length;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function groups<Row>(rows: readonly Row[], key: (row: Row) => string | number): Map<string | number, Row[]> {
  const found = new Map<string | number, Row[]>();
  for (const row of rows) {
    const group = found.get(key(row));
    if (group) group.push(row);
    else found.set(key(row), [row]);
  }
  return found;
}
