// The rules of the five segments: their edges to the cent, the order that is data, and that any customer gets exactly one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runModel } from "../run-model";

interface Decision {
  readonly scenario: string;
  readonly customer_id: string;
  readonly precedence: number;
  readonly fits_growing: boolean;
  readonly fits_declining: boolean;
  readonly fits_declining_unadjusted: boolean;
  readonly fits_traveler: boolean;
  readonly fits_budget: boolean;
}

const SEGMENTS = ["New & Growing", "Declining", "High-Value Travelers", "Budget-Conscious", "Stable Mid-Spenders"];
const windows = {
  snapshot_date: "2026-04-01",
  customer_id: "C1",
  tenure_days: 1000,
  is_trend_known: true,
  recent_spend: 6000,
  prior_spend: 6000,
  travel_spend: 0,
  necessities_spend: 0,
  season_factor: 0.9,
};
type Windows = Partial<typeof windows>;
const decide = (rows: readonly Windows[], order: readonly string[] = SEGMENTS) =>
  runModel<Decision>("50_marts/segment_decision", {
    "gold.customer_spend_window": rows.map((row) => ({ ...windows, ...row })),
    "gold.segment_precedence": order.map((customer_segment, i) => ({ precedence: i + 1, customer_segment })),
  });
const segmentsOf = async (rows: readonly Windows[], order: readonly string[] = SEGMENTS) => {
  const decisions = await decide(rows, order);
  const promised = decisions.filter(({ scenario }) => scenario === "as promised");
  return promised.map(({ precedence }) => order[precedence - 1]);
};

describe("a customer with", () => {
  const cases: readonly (readonly [string, Windows, string])[] = [
    ["a steady middling spend", {}, "Stable Mid-Spenders"],
    ["$5,000 a month, a quarter of it travel", { recent_spend: 15000, travel_spend: 3750 }, "High-Value Travelers"],
    ["a cent of travel too little", { recent_spend: 15000, travel_spend: 3749.99 }, "Stable Mid-Spenders"],
    ["a cent of spend too little", { recent_spend: 14999.99, travel_spend: 9000 }, "Stable Mid-Spenders"],
    ["a new account, spend up by half", { tenure_days: 182, recent_spend: 1500, prior_spend: 1000 }, "New & Growing"],
    [
      "a new account, a cent short",
      { tenure_days: 182, recent_spend: 1499.99, prior_spend: 1000 },
      "Stable Mid-Spenders",
    ],
    [
      "an account of six months, spend up",
      { tenure_days: 183, recent_spend: 9000, prior_spend: 1000 },
      "Stable Mid-Spenders",
    ],
    ["a new account and no purchase yet", { tenure_days: 30, recent_spend: 0, prior_spend: 0 }, "Stable Mid-Spenders"],
    ["a new account and its first purchase", { tenure_days: 30, recent_spend: 0.01, prior_spend: 0 }, "New & Growing"],
    ["30% less than the season leaves", { prior_spend: 10000, recent_spend: 6300 }, "Declining"],
    ["that much less, in the seventh month", { tenure_days: 183, prior_spend: 10000, recent_spend: 6300 }, "Declining"],
    ["a cent more than that", { prior_spend: 10000, recent_spend: 6300.01 }, "Stable Mid-Spenders"],
    [
      "35% less in a January that took 14% from all",
      { season_factor: 0.86, prior_spend: 10000, recent_spend: 6500 },
      "Stable Mid-Spenders",
    ],
    ["35% less when nothing else changed", { season_factor: 1, prior_spend: 10000, recent_spend: 6500 }, "Declining"],
    ["nothing at all since", { recent_spend: 0, prior_spend: 9000 }, "Stable Mid-Spenders"],
    ["nothing in either window", { recent_spend: 0, prior_spend: 0 }, "Stable Mid-Spenders"],
    [
      "less than $1,500 a month, 60% necessities",
      { recent_spend: 4000, prior_spend: 4000, necessities_spend: 2400 },
      "Budget-Conscious",
    ],
    [
      "necessities a cent short",
      { recent_spend: 4000, prior_spend: 4000, necessities_spend: 2399.99 },
      "Stable Mid-Spenders",
    ],
    [
      "exactly $1,500 a month",
      { recent_spend: 4500, prior_spend: 4500, necessities_spend: 4500 },
      "Stable Mid-Spenders",
    ],
    [
      "a decline and travel: the decline",
      { recent_spend: 20000, prior_spend: 60000, travel_spend: 20000 },
      "Declining",
    ],
    [
      "growth and travel: the growth",
      { tenure_days: 100, recent_spend: 20000, prior_spend: 0, travel_spend: 20000 },
      "New & Growing",
    ],
    [
      "a decline and necessities: the decline",
      { recent_spend: 900, prior_spend: 4000, necessities_spend: 900 },
      "Declining",
    ],
    [
      "a decline that the data is too short to see",
      { is_trend_known: false, recent_spend: 900, prior_spend: 4000, necessities_spend: 900 },
      "Budget-Conscious",
    ],
    [
      "no season to compare with",
      { season_factor: undefined as never, recent_spend: 900, prior_spend: 4000 },
      "Stable Mid-Spenders",
    ],
  ];
  it.each(cases)("%s", async (_fact, row, segment) => {
    expect(await segmentsOf([row])).toEqual([segment]);
  });
});

describe("the order of the segments", () => {
  const order = (...first: string[]) => [...first, ...SEGMENTS.filter((name) => !first.includes(name))];
  const fading = { prior_spend: 60000, recent_spend: 20000, travel_spend: 20000 }; // declines and travels
  const thrifty = { prior_spend: 4000, recent_spend: 900, necessities_spend: 900 }; // declines and buys necessities

  it("decides between the rules that hold: two rows swapped, another segment", async () => {
    expect(await segmentsOf([fading])).toEqual(["Declining"]);
    expect(await segmentsOf([fading], order("New & Growing", "High-Value Travelers"))).toEqual([
      "High-Value Travelers",
    ]);
    expect(await segmentsOf([thrifty])).toEqual(["Declining"]);
    expect(await segmentsOf([thrifty], order("New & Growing", "Budget-Conscious"))).toEqual(["Budget-Conscious"]);
  });

  it("changes nothing for a customer whom one rule fits, wherever it stands", async () => {
    const traveler = { recent_spend: 15000, prior_spend: 15000, travel_spend: 3750 };
    expect(await segmentsOf([traveler], order("High-Value Travelers"))).toEqual(["High-Value Travelers"]);
    expect(await segmentsOf([traveler], order("Budget-Conscious", "Declining"))).toEqual(["High-Value Travelers"]);
  });

  it("leaves nobody to the segments below the one that everybody fits", async () => {
    expect(await segmentsOf([fading, thrifty], order("Stable Mid-Spenders"))).toEqual([
      "Stable Mid-Spenders",
      "Stable Mid-Spenders",
    ]);
  });
});

describe("segment_precedence", () => {
  interface Listed {
    readonly customer_segment: string;
    readonly rule: string;
    readonly share_low: number;
    readonly share_high: number;
  }
  const listed = (given = {}) => runModel<Listed>("50_marts/segment_precedence", given, "order by precedence");

  it("names the five segments in their order, each with its rule in words", async () => {
    expect((await listed()).map(({ customer_segment, rule }) => [customer_segment, rule])).toEqual([
      ["New & Growing", "account younger than 183 days, spend up by 50% or more on the 90 days before"],
      ["Declining", "older account that still buys, spend down by 30% or more beyond the season"],
      ["High-Value Travelers", "$5,000 a month or more, 25% or more of it travel"],
      ["Budget-Conscious", "buys for less than $1,500 a month, 60% or more of it necessities"],
      ["Stable Mid-Spenders", "everybody else"],
    ]);
  });

  it("holds the shares that were promised", async () => {
    expect((await listed()).map((row) => [row.customer_segment, row.share_low, row.share_high])).toEqual([
      ["New & Growing", 0.1, 0.15],
      ["Declining", 0.05, 0.1],
      ["High-Value Travelers", 0.1, 0.15],
      ["Budget-Conscious", 0.2, 0.25],
      ["Stable Mid-Spenders", 0.4, 0.5],
    ]);
  });

  it("says the numbers that segment_rule holds", async () => {
    const rules = await listed({
      "gold.segment_rule": [
        { threshold_name: "traveler_spend", shown_value: "$4,000" },
        { threshold_name: "traveler_travel", shown_value: "20%" },
      ],
    });
    expect(rules[2]!.rule).toBe("$4,000 a month or more, 20% or more of it travel");
  });
});

it("segment_rule says its values as people write them", async () => {
  const rows = await runModel<{ threshold_name: string; shown_value: string }>("50_marts/segment_rule", {});
  expect(Object.fromEntries(rows.map((row) => [row.threshold_name, row.shown_value]))).toEqual({
    new_tenure: "183 days",
    new_growth: "50%",
    decline: "30%",
    traveler_spend: "$5,000",
    traveler_travel: "25%",
    budget_spend: "$1,500",
    budget_necessities: "60%",
  });
});

it("moves one threshold in each scenario but the first", async () => {
  const scenarios = await runModel<Record<string, unknown>>("50_marts/segment_scenario", {});
  const [promised] = scenarios.filter((row) => row.scenario === "as promised");
  const thresholds = Object.keys(promised!).slice(3);
  expect(scenarios).toHaveLength(1 + 4 * thresholds.length);
  for (const { moved_threshold, factor, ...row } of scenarios.filter((row) => row !== promised)) {
    const moved = thresholds.filter((name) => row[name] !== promised![name]);
    expect(moved).toEqual([moved_threshold]);
    expect(row[moved[0]!]).toBeCloseTo(Number(promised![moved[0]!]) * Number(factor), 6);
  }
});

describe("for any windows", () => {
  const cents = (max: number) => fc.integer({ min: 0, max: 100 * max }).map((n) => n / 100);
  const anyWindows = fc
    .record({
      tenure_days: fc.integer({ min: 0, max: 6000 }),
      is_trend_known: fc.boolean(),
      recent_spend: fc.oneof(fc.constant(0), cents(30_000)),
      prior_spend: fc.oneof(fc.constant(0), cents(30_000)),
      travel: fc.integer({ min: 0, max: 100 }),
      season_factor: fc.option(
        fc.integer({ min: 300, max: 2000 }).map((n) => n / 1000),
        { nil: null },
      ),
    })
    .map(({ travel, ...row }) => {
      const travel_spend = Math.round(row.recent_spend * travel) / 100;
      return { ...row, travel_spend, necessities_spend: Math.round(100 * (row.recent_spend - travel_spend)) / 100 };
    });
  const sample = fc.sample(anyWindows, { numRuns: 400, seed: 42 }).map((row, i) => ({ ...row, customer_id: `C${i}` }));

  it("gives each customer exactly one of the five, under every scenario", async () => {
    const decisions = await decide(sample as Windows[]);
    const keys = decisions.map(({ scenario, customer_id }) => `${scenario}/${customer_id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(29 * sample.length);
    expect(new Set(decisions.map(({ precedence }) => precedence))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it("gives each customer the first rule that holds, in whatever order the five stand", async () => {
    const orders = fc.sample(fc.shuffledSubarray(SEGMENTS, { minLength: 5 }), { numRuns: 6, seed: 7 });
    for (const order of orders) {
      const decisions = await decide(sample as Windows[], order);
      const expected = decisions.map((row) => {
        const fits = [row.fits_growing, row.fits_declining, row.fits_traveler, row.fits_budget, true];
        return 1 + order.findIndex((name) => fits[SEGMENTS.indexOf(name)]);
      });
      expect(decisions.map(({ precedence }) => precedence)).toEqual(expected);
    }
  });

  it("declines unadjusted as it would in a season that takes nothing, and claims nobody by that", async () => {
    const established = { tenure_days: 1000, is_trend_known: true };
    const seasonal = sample.filter(({ season_factor }) => season_factor !== null) as Windows[];
    const given = seasonal.map((row) => ({ ...row, ...established }));
    const decisions = await decide(given);
    const without = await decide(given.map((row) => ({ ...row, season_factor: 1 })));
    const fell = (rows: readonly Decision[], field: "fits_declining" | "fits_declining_unadjusted") =>
      rows.flatMap((row) => (row[field] ? [`${row.scenario}/${row.customer_id}`] : [])).sort();
    expect(fell(decisions, "fits_declining_unadjusted")).toEqual(fell(without, "fits_declining"));
    const only = decisions.filter((row) => row.fits_declining_unadjusted && !row.fits_declining);
    expect(only.length).toBeGreaterThan(0);
    expect(only.map(({ precedence }) => precedence)).not.toContain(2);
  });

  it("declines unadjusted from 30% less on, to the cent", async () => {
    const decisions = await decide([7000, 7000.01].map((recent_spend) => ({ prior_spend: 10000, recent_spend })));
    const promised = decisions.filter(({ scenario }) => scenario === "as promised");
    expect(promised.map((row) => row.fits_declining_unadjusted)).toEqual([true, false]);
  });

  it("takes nobody into a segment whose threshold has become harder", async () => {
    const decisions = await decide(sample as Windows[]);
    const members = (scenario: string, precedence: number) =>
      decisions
        .filter((row) => row.scenario === scenario && row.precedence === precedence)
        .map((row) => row.customer_id);
    for (const [name, precedence] of [
      ["new_growth", 1],
      ["decline", 2],
      ["traveler_spend", 3],
      ["traveler_travel", 3],
      ["budget_necessities", 4],
    ] as const) {
      const before = members("as promised", precedence);
      expect(before).toEqual(expect.arrayContaining(members(`${name} x 1.2`, precedence)));
    }
  });
});
