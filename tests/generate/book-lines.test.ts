// The lines of the books: the same, made by one thread or by two.
import { describe, expect, it } from "vitest";
import { bookLines, linesOfPeople } from "../../lib/src/generate/book-lines";
import { compare, inOrderOfArrival } from "../../lib/src/generate/books";

describe("books of many people", () => {
  it("are made in halves, and are the books that one thread makes", async () => {
    const books = { customers: 5501, seed: 3 };
    const reported: number[] = [];
    const lines = await bookLines({ ...books, progress: ({ done }) => reported.push(done) });
    const whole = linesOfPeople(books);
    expect(lines.legacy).toEqual(whole.legacy);
    expect(lines.acquired).toEqual([...whole.acquired].sort(compare));
    expect(lines.account_changes).toEqual([...whole.deliveries].sort(inOrderOfArrival).map(({ line }) => line));
    expect([lines.truth, lines.truth_columns]).toEqual([whole.truth, whole.truth_columns]);
    expect(reported.at(-1)).toBe(5501);
    expect(reported).toEqual([...reported].sort((a, b) => a - b));
  });
});
