// The scorecard over what has landed, at a size where its shares hold; and faults planted to turn its verdicts.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeManifest, putWithManifest } from "../../lib/src/lake/manifest";
import { agesOf, type BookRecord, landedRecords, limitsByCard, statesByBook } from "../../lib/src/pipeline/book-shapes";
import { landCustomers } from "../../lib/src/pipeline/land-customers";
import { openLanded } from "../../lib/src/pipeline/landed";
import { openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { type RealismRow, realismLines, realismScorecard } from "../../lib/src/pipeline/realism";
import { realismBands } from "../../lib/src/pipeline/realism-bands";
import {
  categoryMix,
  monthsAgainstCensus,
  spendCurve,
  ticketSizes,
  weekProfile,
} from "../../lib/src/pipeline/realism-shapes";
import { fadingStory, spendByWeek } from "../../lib/src/pipeline/realism-story";
import { writeSettings } from "../../lib/src/pipeline/settings";
import { landLastDay, landTransactions } from "../../lib/src/pipeline/stages";
import { transactionSlices } from "../../lib/src/pipeline/transaction-slices";
import { literal } from "../../lib/src/sql/statement";
import { useTemporaryHome } from "../temporary-home";

useTemporaryHome();
let platform: Platform;

beforeAll(async () => {
  writeSettings({ customers: 1500 });
  platform = openPlatform();
  await landCustomers(platform);
  await landTransactions(platform);
});
afterAll(() => platform.db.close());

describe("what has landed", () => {
  it("is all files but the last day, counted once", async () => {
    const landed = await openLanded(platform);
    expect(landed).toMatchObject({
      transaction_files: 18,
      first_day: new Date("2024-10-01T00:00:00Z"),
      last_day: new Date("2026-03-30T00:00:00Z"),
    });
    const countedAgain: string[] = [];
    const db = { ...platform.db, name: platform.db.name, rows: platform.db.rows.bind(platform.db), run: fail };
    async function fail(statement: { readonly name: string }) {
      countedAgain.push(statement.name);
    }
    expect(await openLanded({ ...platform, embedded: db as Platform["embedded"] })).toEqual(landed);
    expect(countedAgain).toEqual([]);
  });

  it("stays the same when the last day lands", async () => {
    const before = await realismScorecard(platform);
    const day = await landLastDay(platform);
    expect(day.rows).toBeGreaterThan(0);
    expect(await realismScorecard(platform)).toEqual(before);
  });
});

describe("the scorecard", () => {
  let rows: RealismRow[];
  beforeAll(async () => {
    rows = await realismScorecard(platform);
  });

  it("has at least 24 statistics, each with a name of its own, a number, a band and a source", () => {
    expect(rows.length).toBeGreaterThanOrEqual(24);
    expect(new Set(rows.map((row) => row.statistic)).size).toBe(rows.length);
    expect(new Set(realismBands.map((band) => band.statistic_id)).size).toBe(realismBands.length);
    for (const row of rows) {
      expect(Number.isFinite(row.value)).toBe(true);
      expect(row.low).toBeLessThanOrEqual(row.high);
      expect(row.source.trim()).not.toBe("");
      expect(row.statistic.length).toBeLessThanOrEqual(44);
      expect(row.verdict).toBe(row.value >= row.low && row.value <= row.high ? "in band" : "outside");
    }
  });

  it("holds people and calendar in their bands even at this size", () => {
    const strays = rows.filter(({ topic, verdict }) => ["people", "week"].includes(topic) && verdict === "outside");
    expect(strays).toEqual([]);
  });

  it("is written with units", () => {
    const written = realismLines([
      {
        topic: "volume",
        statistic: "a",
        unit: "money",
        value: 1840.4,
        low: 1600,
        high: 2000,
        verdict: "in band",
        source: "x",
      },
      {
        topic: "volume",
        statistic: "b",
        unit: "percent",
        value: 0.0523,
        low: 0.04,
        high: 0.06,
        verdict: "in band",
        source: "x",
      },
      { topic: "volume", statistic: "c", unit: "number", value: 2, low: 3, high: 3, verdict: "outside", source: "x" },
      {
        topic: "volume",
        statistic: "d",
        unit: "number",
        value: 11.94,
        low: 11,
        high: 13,
        verdict: "in band",
        source: "x",
      },
    ]);
    expect(written.map(({ value, band }) => `${value} in ${band}`)).toEqual([
      "$1,840 in $1,600 to $2,000",
      "5.2% in 4.0% to 6.0%",
      "2 in 3",
      "11.94 in 11.00 to 13.00",
    ]);
  });
});

describe("shapes", () => {
  it("follow the Census by month, whole months only", async () => {
    const rows = await monthsAgainstCensus(platform.db, "electronics");
    const book = rows.filter((row) => row.series === "this book");
    expect(book).toHaveLength(17);
    expect(rows).toHaveLength(34);
    const december = rows.find((row) => row.series === "Census factor" && row.month_start.getUTCMonth() === 11);
    expect(december!.factor).toBe(1.373);
    await expect(monthsAgainstCensus(platform.db, "gas" as "electronics")).rejects.toThrow(
      "monthsAgainstCensus needs one of electronics, groceries, home_improvement, got gas",
    );
  });

  it("name seven days, all but Thursday with a band", async () => {
    const week = await weekProfile(platform.db);
    expect(week.map((day) => day.weekday)[0]).toBe("Monday");
    expect(week).toHaveLength(7);
    expect(week.filter((day) => day.low === null).map((day) => day.weekday)).toEqual(["Thursday"]);
  });

  it("share out every ticket and every category once", async () => {
    const bins = await ticketSizes(platform.db, ["groceries", "gas"]);
    for (const category of ["groceries", "gas"]) {
      const own = bins.filter((bin) => bin.merchant_category === category);
      expect(own.reduce((sum, bin) => sum + bin.ticket_share, 0)).toBeCloseTo(1, 3);
      expect(own.every((bin) => bin.bin_end > bin.bin_start)).toBe(true);
    }
    const mix = await categoryMix(platform.db);
    expect(mix).toHaveLength(16);
    expect(mix.reduce((sum, row) => sum + row.spend_share, 0)).toBeCloseTo(1, 2);
    expect(mix.reduce((sum, row) => sum + row.count_share, 0)).toBeCloseTo(1, 2);
  });

  it("draw a curve of spend that rises to all of it, below the line of equality", async () => {
    const curve = await spendCurve(platform.db);
    expect(curve).toHaveLength(100);
    expect(curve.at(-1)).toEqual({ population_share: 1, amount_share: 1 });
    expect(curve.slice(0, -1).every((point) => point.amount_share < point.population_share)).toBe(true);
  });

  it("tell of one account that fades, always the same", async () => {
    const story = await fadingStory(platform.db);
    expect(await fadingStory(platform.db)).toEqual(story);
    expect(story.weeks).toHaveLength(78);
    const purchases = (from: number, to: number) =>
      story.weeks.slice(from, to).reduce((sum, week) => sum + week.purchase_count, 0);
    expect(purchases(66, 78)).toBeLessThan(0.3 * purchases(0, 12));
    expect(story.declined_days.length).toBeGreaterThan(2);
  });
});

describe("weeks as lines", () => {
  it("start their mean with the eighth week", () => {
    const weeks = Array.from({ length: 9 }, (_, i) => ({
      week_start: new Date(Date.UTC(2025, 0, 6 + 7 * i)),
      spend_amount: 8 * i,
      purchase_count: 1,
      declined_count: 0,
    }));
    const means = spendByWeek(weeks).filter((point) => point.series === "mean of eight weeks");
    expect(means).toEqual([
      { week_start: weeks[7]!.week_start, series: "mean of eight weeks", spend_amount: 28 },
      { week_start: weeks[8]!.week_start, series: "mean of eight weeks", spend_amount: 36 },
    ]);
  });
});

describe("shapes of the books", () => {
  const record = (values: Partial<BookRecord>): BookRecord => ({
    source_system: "legacy",
    state: "OH",
    age: 40,
    card_type: "Standard",
    credit_limit: 5000,
    ...values,
  });

  it("come from the file without names, with states as two letters", async () => {
    const records = await landedRecords(platform.lake);
    expect(records).toHaveLength((await openLanded(platform)).records);
    expect(Object.keys(records[0]!)).toEqual(["source_system", "state", "age", "card_type", "credit_limit"]);
    expect(records.every(({ state, age }) => /^[A-Z]{2}$/.test(state) && age >= 18 && age < 90)).toBe(true);
  });

  it("share each book's records over the states", () => {
    const records = [
      record({ state: "CA" }),
      record({}),
      record({ source_system: "acquired" }),
      record({ source_system: "acquired" }),
    ];
    expect(statesByBook(records)).toEqual([
      { state: "OH", legacy_share: 0.5, acquired_share: 1 },
      { state: "CA", legacy_share: 0.5, acquired_share: 0 },
    ]);
  });

  it("count ages and limits", () => {
    expect(agesOf([record({ age: 44 }), record({ age: 45 }), record({ age: 49 })])).toEqual([
      { age_from: 40, age_to: 45, record_count: 1 },
      { age_from: 45, age_to: 50, record_count: 2 },
    ]);
    const cards = [record({ credit_limit: 1500 }), record({ credit_limit: 16_000, card_type: "Premium" })];
    expect(limitsByCard(cards)).toEqual([
      { card_type: "Standard", bin_start: 1000, bin_end: 2000, card_share: 1 },
      { card_type: "Standard", bin_start: 16_000, bin_end: 32_000, card_share: 0 },
      { card_type: "Premium", bin_start: 1000, bin_end: 2000, card_share: 0 },
      { card_type: "Premium", bin_start: 16_000, bin_end: 32_000, card_share: 1 },
    ]);
  });
});

describe("planted faults", () => {
  it("turn the verdicts they should: dearer Sundays, dearer meals", async () => {
    const before = await realismScorecard(platform);
    const after = await spoil(
      `(amount * iff(dayofweekiso(transaction_at) = 7, 3, 1) * iff(merchant_category = 'restaurants', 2, 1))::decimal(12, 2)`,
    );
    const verdictsOf = (statistic: string) =>
      [before, after].map((rows) => rows.find((row) => row.statistic === statistic)!.verdict);
    expect(verdictsOf("Sunday against the mean day")).toEqual(["in band", "outside"]);
    expect(verdictsOf("restaurants, of spend")).toEqual(["in band", "outside"]);
    expect(verdictsOf("Premium cards")).toEqual(["in band", "in band"]);
  });
});

/** The scorecard with the amounts of every month changed in the lake. */
async function spoil(amount: string): Promise<RealismRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "c360-test-spoiled-"));
  try {
    for (const { path } of transactionSlices("2024-10-01", "2026-03-31")) {
      const file = join(folder, path.split("/")[1]!);
      await platform.db.run({
        name: "spoil",
        sql: `copy (select * replace (${amount} as amount) from read_parquet(${literal(await platform.lake.fetch(path))}))
              to ${literal(file)} (format parquet)`,
      });
      await putWithManifest(platform.lake, path, file, await makeManifest("transactions", file, { rows: 1 }));
    }
    return await realismScorecard(platform);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
