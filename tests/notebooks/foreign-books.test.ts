// The contract's promise: a folder of somebody else's books goes through the door, and every later chapter works on it,
// in the real kernel. One folder has enough of everything to train a model; another is small and nobody leaves it; the
// last is too short to follow segments, or to train.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, it } from "vitest";
import { readNotebook } from "../../lib/src/notebook/nbformat";
import { openPlatform } from "../../lib/src/pipeline/platform";
import { useTemporaryHome } from "../temporary-home";
import { type ForeignBooks, writeForeignBooks } from "./foreign-books";

const program = join(__dirname, "../../lib/bin/c360.js");
const c360 = (...args: string[]) => execa(process.execPath, [program, ...args], { reject: false });
const LATER = /^0[4-7]_/;

describe.each<[string, ForeignBooks, string, RegExp, RegExp]>([
  [
    "300 customers over 24 months, some of whom leave",
    { customers: 300, first_date: "2021-07-01", days: 730, leaving_share: 0.3 },
    "2023-07-01",
    /active customers on the snapshot before/,
    /The churn model needs to keep every gate|High Risk/,
  ],
  [
    "60 customers over 12 months, nobody leaves",
    { customers: 60, first_date: "2022-03-01", days: 365, leaving_share: 0 },
    "2023-03-01",
    /active customers on the snapshot before/,
    /A churn model cannot be trained on these books/,
  ],
  [
    "20 customers over five months",
    { customers: 20, first_date: "2022-11-15", days: 150, leaving_share: 0 },
    "2023-04-14",
    /Segments cannot be followed in these books: .* got 0 and 20/,
    /A churn model cannot be trained on these books/,
  ],
])("%s", (_name, books, as_of_date, segmentWords, churnWords) => {
  const home = useTemporaryHome();
  const executed = () => join(home.path, "executed");
  const text = (name: string) =>
    JSON.stringify(readNotebook(join(executed(), name)).cells.map((cell) => cell.outputs ?? []));

  beforeAll(async () => {
    const load = await c360("load", writeForeignBooks(books));
    expect(load.stderr).not.toContain("c360:");
    const run = await c360("run", "--from", "04");
    expect(run.stderr.split("\n").filter((line) => line.startsWith("c360:"))).toEqual([]);
    expect(run.exitCode).toBe(0);
  }, 600_000);

  it("takes its day from the data", async () => {
    const { db } = openPlatform();
    const rows = await db.rows({ name: "as of", sql: "select as_of_date::varchar as as_of_date from silver.as_of" });
    await db.close();
    expect(rows).toEqual([{ as_of_date }]);
  });

  it("goes through every later chapter", () => {
    const names = readdirSync(executed()).filter((name) => LATER.test(name));
    expect(names.length).toBe(4);
    for (const name of names) expect(text(name)).not.toContain("✗");
  });

  it("has its odd rows counted, not refused", () => {
    const chapter = text("04_transforms.ipynb");
    expect(chapter).toContain("transactions_find_their_customer 1 row");
    expect(chapter).toContain("transactions_follow_the_opening 1 row");
  });

  it("hears from chapter 5 what became of its segments, or why nothing could", () =>
    expect(text("05_segmentation.ipynb")).toMatch(segmentWords));

  it("hears from chapter 6 what could be done", () => expect(text("06_churn_training.ipynb")).toMatch(churnWords));
});
