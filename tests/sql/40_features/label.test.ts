// The label and the population, at their edges. Seen from the test cut-off: 2025-12-18, label window to 2026-04-01.
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";
import { books, type GivenPurchase } from "./books";

const CUT_OFF = "2025-12-18";
const LABEL_FROM = "2026-01-01";
const LABEL_TO = "2026-04-01";

interface SnapshotRow {
  readonly customer_id: string;
  readonly snapshot_date: Date;
}

async function rowOf(model: string, purchases: readonly GivenPurchase[], customers?: readonly object[]) {
  const rows = await runModel<SnapshotRow>(`40_features/${model}`, books(purchases, customers));
  return rows.find((row) => row.customer_id === "c1" && row.snapshot_date.toISOString().startsWith(CUT_OFF));
}

const on = (transaction_date: string, amount = 10): GivenPurchase => ({ transaction_date, amount });
/** 18 purchases in the 180 days before the cut-off: 1 a day in baseline spend. */
const baseline = Array.from({ length: 18 }, (_, i) => on(addDays(CUT_OFF, -3 - 10 * i)));

describe("the windows", () => {
  it("are the same lengths at every cut-off, and no label reaches past the next role's cut-off", async () => {
    const rows = await runModel<Record<string, Date> & { role: string }>(
      "40_features/churn_snapshot",
      books([]),
      "order by snapshot_date",
    );
    const day = (date: Date) => date.toISOString().slice(0, 10);
    expect(rows.map(({ role }) => role)).toEqual(["train", "train", "train", "calibrate", "test", "score"]);
    expect(rows.map(({ snapshot_date }) => daysBetween("2024-10-01", day(snapshot_date!)))).toEqual([
      184, 207, 231, 335, 443, 547,
    ]);
    for (const row of rows) {
      expect(daysBetween(day(row.features_from!), day(row.snapshot_date!))).toBe(180);
      expect(daysBetween(day(row.snapshot_date!), day(row.label_from!))).toBe(14);
      expect(daysBetween(day(row.label_from!), day(row.label_to!))).toBe(90);
    }
    for (const [role, next] of [
      ["train", "calibrate"],
      ["calibrate", "test"],
      ["test", "score"],
    ]) {
      const ends = rows.filter((row) => row.role === role).map((row) => row.label_to!.getTime());
      const starts = rows.filter((row) => row.role === next).map((row) => row.snapshot_date!.getTime());
      expect(Math.max(...ends)).toBeLessThanOrEqual(Math.min(...starts));
    }
  });

  it("leave out a cut-off that the data does not reach back for", async () => {
    const short = { ...books([]), "silver.as_of": [{ first_date: "2025-06-01", as_of_date: "2026-04-01" }] };
    const rows = await runModel<{ role: string }>("40_features/churn_snapshot", short, "order by snapshot_date");
    expect(rows.map(({ role }) => role)).toEqual(["test", "score"]);
  });
});

describe("a customer who spends a dollar a day has churned", () => {
  it.each<[string, GivenPurchase[], object]>([
    ["after no purchase at all", [], { has_churned: true, is_inactive: true, has_declined: true, silent_days: 90 }],
    [
      "after 60 silent days, whatever was spent before",
      [on(addDays(LABEL_TO, -61), 500)],
      { has_churned: true, is_inactive: true, has_declined: false, silent_days: 60 },
    ],
    ["not after 59", [on(addDays(LABEL_TO, -60), 500)], { has_churned: false, is_inactive: false, silent_days: 59 }],
    [
      "at 26.99 in 90 days: under 30 % of 90",
      [on(addDays(LABEL_TO, -1), 26.99)],
      { has_churned: true, is_inactive: false, has_declined: true },
    ],
    ["not at 27.00: exactly 30 %", [on(addDays(LABEL_TO, -1), 27)], { has_churned: false, has_declined: false }],
    [
      "when the purchases fell into the gap",
      [on(addDays(LABEL_FROM, -1), 500)],
      { has_churned: true, silent_days: 90 },
    ],
    [
      "not when one fell on the window's first day and one later",
      [on(LABEL_FROM, 500), on(addDays(LABEL_TO, -60))],
      { has_churned: false },
    ],
  ])("%s", async (_fact, later, expected) => {
    // a purchase after the window, by another customer, keeps as_of_date where it is
    const row = await rowOf("churn_labels", [...baseline, ...later]);
    expect(row).toMatchObject({ label_version: "churn-1", baseline_spend_per_day: 1, ...expected });
  });

  it("and pending, declined or refunded rows do not keep anybody", async () => {
    const others = ["pending", "declined", "disputed", "refunded"].map((status) => ({
      ...on("2026-03-30", 500),
      status,
    }));
    expect(await rowOf("churn_labels", [...baseline, ...others])).toMatchObject({ has_churned: true });
  });

  it("and nobody is judged while the window is open", async () => {
    const rows = await runModel<SnapshotRow>("40_features/churn_labels", books([on("2026-03-20")]));
    expect(rows).toEqual([]);
  });
});

describe("who is scored", () => {
  const last = (days: number, count: number, gap = 5) =>
    Array.from({ length: count }, (_, i) => on(addDays(CUT_OFF, -days - gap * i)));
  const early = on(addDays(CUT_OFF, -400));
  it.each<[string, GivenPurchase[], string | null]>([
    ["a customer with history and purchases", [early, ...last(29, 6)], null],
    ["not one without a purchase for 30 days", [early, ...last(30, 6)], "no purchase lately"],
    ["not one with five purchases", [early, ...last(5, 5)], "too few purchases"],
    ["not one whose first purchase is 149 days old", [...last(5, 6), on(addDays(CUT_OFF, -149))], "history too short"],
    ["but one whose first is 150 days old", [...last(5, 6), on(addDays(CUT_OFF, -150))], null],
    [
      "not one who has declined already",
      [early, on(addDays(CUT_OFF, -100), 900), ...last(5, 6, 10)],
      "spend has fallen already",
    ],
    ["not one who has never bought", [], "no purchase yet"],
    ["not one who bought only after the cut-off", [on(CUT_OFF)], "no purchase yet"],
  ])("%s", async (_fact, purchases, not_scored_reason) => {
    const row = await rowOf("churn_population", purchases);
    expect(row).toMatchObject({ not_scored_reason, is_scored: not_scored_reason === null });
  });

  it("not one whose account is opened later", async () => {
    expect(await rowOf("churn_population", [], [{ account_open_date: CUT_OFF }])).toBeUndefined();
  });
});
