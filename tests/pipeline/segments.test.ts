// Chapter 5 at a thousand people, on real DuckDB: shares in their bands, moves, thresholds, clusters.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runChecks } from "../../lib/src/pipeline/checks";
import { customerProfile } from "../../lib/src/pipeline/customer/customer-profile";
import { openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { resetTo } from "../../lib/src/pipeline/reset";
import { modelRuns } from "../../lib/src/pipeline/run-models";
import { declineBySeason } from "../../lib/src/pipeline/segments/decline-season";
import { filterCustomers } from "../../lib/src/pipeline/segments/filter-customers";
import { ruleOverlap } from "../../lib/src/pipeline/segments/rule-overlap";
import { compareClusters } from "../../lib/src/pipeline/segments/segment-clusters";
import { explorerCells } from "../../lib/src/pipeline/segments/segment-explorer";
import { monthsInBand, segmentMonths, segmentMoves } from "../../lib/src/pipeline/segments/segment-history";
import { segmentEconomics, segmentShares } from "../../lib/src/pipeline/segments/segment-shares";
import { thresholdSensitivity } from "../../lib/src/pipeline/segments/threshold-sensitivity";
import { buildMarts } from "../../lib/src/pipeline/stages";
import { fillHomeTo } from "../built-home";
import { useTemporaryHome } from "../temporary-home";

const NAMES = ["New & Growing", "Declining", "High-Value Travelers", "Budget-Conscious", "Stable Mid-Spenders"];

useTemporaryHome();
let platform: Platform;

beforeAll(async () => {
  await fillHomeTo("marts", 1000);
  platform = openPlatform();
}, 120_000);
afterAll(() => platform.db.close());

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const one = async <Row>(sql: string) => (await platform.db.rows<Row>({ name: "one row", sql }))[0]!;

describe("the marts", () => {
  it("keep every promise", async () => {
    const results = await runChecks(platform.db, undefined, "checks/marts");
    expect(results.length).toBeGreaterThan(8);
    expect(results.filter((result) => result.broken_count > 0)).toEqual([]);
  });

  it("are not made again when nothing has changed", async () => {
    expect((await buildMarts(platform)).filter((run) => run.is_new)).toEqual([]);
  });

  it("come back to the same content after a reset to their chapter, and leave the star schema alone", async () => {
    const hashes = async () =>
      new Map((await modelRuns(platform.db)).map((run) => [run.table_name, run.content_hash] as const));
    const before = await hashes();
    await resetTo(platform.db, "05");
    const made = (await buildMarts(platform)).filter((run) => run.is_new).map((run) => run.model);
    expect(made.filter((model) => !model.startsWith("50_marts/"))).toEqual([]);
    expect(await hashes()).toEqual(before);
  });

  it("take in predictions that somebody wrote, and nothing else; the original's query then finds them", async () => {
    await platform.db.run({
      name: "predictions",
      sql: `insert into gold.churn_predictions (customer_id, snapshot_date, model_version, churn_probability,
                churn_risk_score, churn_risk_category, is_scored)
            select customer_id, '2026-04-01', 'v1', 0.9, 95, 'High Risk', true
            from gold.customer_segments where customer_segment = 'Declining'`,
    });
    const made = (await buildMarts(platform)).filter((run) => run.is_new).map((run) => run.table_name);
    expect(made.filter((table) => /profile$|predictions$/.test(table))).toEqual([
      "gold.churn_predictions",
      "gold.customer_360_profile",
    ]);
    expect(made).not.toContain("gold.customer_segments");
    const rows = await platform.db.rows<{ churn_risk_score: number }>({
      name: "the original's query",
      sql: `SELECT customer_id, full_name, churn_risk_score, lifetime_value
FROM GOLD.CUSTOMER_360_PROFILE
WHERE churn_risk_category = 'High Risk'
ORDER BY churn_risk_score DESC
LIMIT 100;`,
    });
    expect(rows.length).toBeGreaterThan(50);
    const { summary } = await filterCustomers(platform.db, { churn_risks: ["High Risk"] });
    expect(summary).toMatchObject({ avg_churn_risk_score: 95 });
    const scored = (await explorerCells(platform.db)).filter((cell) => cell.churn_risk === "High Risk");
    expect(sum(scored.map((cell) => cell.scored_count))).toBe(summary.customer_count);
    for (const cell of scored) expect([95 * cell.scored_count, 0]).toContain(cell.risk_score_sum); // 0: too few to tell
    expect(sum(scored.map((cell) => cell.risk_score_sum))).toBeGreaterThan(90 * summary.customer_count);
    await platform.db.run({ name: "no predictions", sql: "delete from gold.churn_predictions" });
    await buildMarts(platform);
    expect((await filterCustomers(platform.db, { churn_risks: ["High Risk"] })).summary.customer_count).toBe(0);
  });
});

describe("a reset to the chapter of churn", () => {
  it("takes the scores out of the profiles, and leaves the profiles", async () => {
    await platform.db.run({
      name: "predictions",
      sql: `insert into gold.churn_predictions (customer_id, snapshot_date, model_version, churn_probability,
                churn_risk_score, churn_risk_category, is_scored)
            select customer_id, '2026-04-01', 'v1', 0.9, 95, 'High Risk', true from gold.customer_segments`,
    });
    await buildMarts(platform);
    const scored = () => one<{ n: number }>("select count(churn_risk_score) as n from gold.customer_360_profile");
    expect((await scored()).n).toBe(1000);
    await resetTo(platform.db, "06");
    expect((await scored()).n).toBe(0);
    const { customer_id } = await one<{ customer_id: string }>(
      "select min(customer_id) as customer_id from gold.customer_segments",
    );
    expect((await customerProfile(platform.db, customer_id)).scores).toEqual([]);
  });
});

describe("segments", () => {
  it.each(NAMES)("%s lie in their band", async (name) => {
    const share = (await segmentShares(platform.db)).find((row) => row.customer_segment === name);
    expect(share).toMatchObject({ is_in_band: true });
  });

  it("hold the decliners whom the rule finds with the season taken out, and would hold others with it left in", async () => {
    const seasons = await declineBySeason(platform.db);
    const declining = (await segmentMonths(platform.db)).filter(
      (month) => month.has_full_windows && month.customer_segment === "Declining",
    );
    const measured = (name: string) => seasons.filter((row) => row.measured === name);
    expect(
      measured("season taken out").map(({ snapshot_date, customer_share }) => ({ snapshot_date, customer_share })),
    ).toEqual(declining.map(({ snapshot_date, customer_share }) => ({ snapshot_date, customer_share })));
    for (const [i, { season_factor, customer_share }] of measured("season left in").entries()) {
      const way = Math.sign(customer_share - declining[i]!.customer_share);
      expect(way === 0 || way === Math.sign(1 - season_factor)).toBe(true);
    }
  });

  it("hold everybody once, and all the money", async () => {
    const shares = await segmentShares(platform.db);
    expect(shares.map((row) => row.customer_segment)).toEqual(NAMES);
    expect(sum(shares.map((row) => row.customer_share))).toBeCloseTo(1, 5);
    const economics = await segmentEconomics(platform.db);
    const spend = await one<{ amount: number }>(
      "select sum(amount) as amount from gold.fct_transactions where status = 'approved'",
    );
    expect(sum(economics.map((row) => row.lifetime_value))).toBeCloseTo(spend.amount, 2);
    expect(sum(economics.map((row) => row.spend_share))).toBeCloseTo(1, 5);
    expect(economics.map((row) => row.active_count)).toEqual(shares.map((row) => row.active_count));
    for (const { customer_count, avg_monthly_spend, active_count, active_monthly_spend } of economics) {
      expect(Math.abs(customer_count * avg_monthly_spend - active_count * active_monthly_spend!)).toBeLessThan(10);
    }
    const quiet = await one<{ n: number; no_prior: number }>(
      "select count_if(spend_last_90_days = 0) as n, count_if(spend_prior_90_days = 0) as no_prior from gold.customer_360_profile",
    );
    expect(sum(shares.map((row) => row.customer_count - row.active_count))).toBe(quiet.n);
    expect(sum(shares.map((row) => row.no_prior_count))).toBe(quiet.no_prior);
  });

  it("are where the first of the rules that fit puts them, with everybody in one combination of rules", async () => {
    const overlap = await ruleOverlap(platform.db);
    expect(sum(overlap.map((row) => row.customer_count))).toBe(1000);
    for (const row of overlap) {
      const [first] = row.fitting_rules.split(" and ").map((name) => (name === "none" ? "Stable Mid-Spenders" : name));
      expect(row.customer_segment).toBe(first);
    }
    expect(overlap[0]).toMatchObject({ rule_count: 0, fitting_rules: "none" });
    const ranks = overlap.map((row) => 1e6 * row.rule_count - row.customer_count);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(overlap.filter((row) => row.rule_count === 2).map((row) => row.fitting_rules)).toContain(
      "Declining and Budget-Conscious",
    );
    const { amount } = await one<{ amount: number }>(
      "select sum(spend_last_90_days) / 3 as amount from gold.customer_segments",
    );
    expect(sum(overlap.map((row) => row.monthly_spend))).toBeCloseTo(amount, 0);
  });

  it("have all five on each day of the history; the last day is today's", async () => {
    const months = await segmentMonths(platform.db);
    expect(months.length).toBe(5 * 16);
    const today = (await segmentShares(platform.db)).map((row) => row.customer_count);
    expect(months.slice(-5).map((row) => row.customer_count)).toEqual(today);
    const known = months.filter((row) => row.has_full_windows && row.customer_segment === "Declining");
    expect(Math.max(...known.map((row) => row.customer_share))).toBeLessThan(0.15); // no January wave
  });

  it("are counted against their bands over the months in which both windows are known", async () => {
    const months = await segmentMonths(platform.db);
    const counted = monthsInBand(months);
    expect(counted.map((row) => row.customer_segment)).toEqual(NAMES);
    for (const row of counted) {
      expect(row.in_band_count + row.below_count + row.above_count).toBe(row.month_count);
      expect(row.month_count).toBe(months.filter((month) => month.has_full_windows).length / 5);
    }
  });

  it("are counted below and above their band, its edges inside, and only in months with full windows", () => {
    const month = (customer_share: number, has_full_windows = true) => ({
      ...{ snapshot_date: new Date(0), customer_segment: "Declining", customer_count: 1, customer_share },
      ...{ has_full_windows, share_low: 0.05, share_high: 0.1 },
    });
    const shares = [0.049, 0.05, 0.07, 0.1, 0.101, 0.15];
    expect(monthsInBand([month(0.9, false), ...shares.map((share) => month(share))])).toEqual([
      {
        ...{ customer_segment: "Declining", month_count: 6, in_band_count: 3, below_count: 1, above_count: 2 },
        ...{ lowest_share: 0.049, highest_share: 0.15 },
      },
    ]);
  });

  it("move from month to month without losing anybody", async () => {
    const moves = await segmentMoves(platform.db);
    expect(moves).toHaveLength(25);
    const both = await one<{ n: number }>(
      "select count(*) as n from gold.customer_segment_history where snapshot_date = '2026-03-01' and is_trend_known and is_active",
    );
    expect(sum(moves.map((move) => move.customer_count))).toBe(both.n);
    for (const from of NAMES) {
      const shares = moves.filter((move) => move.from_segment === from).map((move) => move.move_share);
      expect(sum(shares)).toBeCloseTo(1, 5);
    }
    const stopped = await one<{ n: number }>(
      `select count(*) as n from gold.customer_segment_history as earlier
       join gold.customer_segment_history as later on earlier.customer_id = later.customer_id
       where earlier.snapshot_date = '2026-03-01' and later.snapshot_date = '2026-04-01'
           and earlier.is_trend_known and earlier.is_active and not later.is_active`,
    );
    expect(stopped.n).toBeGreaterThan(0);
    expect(sum(moves.map((move) => move.quiet_count))).toBe(stopped.n);
    const elsewhere = moves.filter((move) => move.to_segment !== "Stable Mid-Spenders");
    expect(sum(elsewhere.map((move) => move.quiet_count))).toBe(0); // no rule fits who buys nothing
    expect(await segmentMoves(platform.db, "2025-06-01")).toHaveLength(25);
    const early = await one<{ n: number; all_active: number }>(
      `select count_if(is_trend_known) as n, count(*) as all_active from gold.customer_segment_history
       where snapshot_date = '2025-01-01' and is_active`,
    );
    expect(early.n).toBeLessThan(early.all_active);
    const into_february = await segmentMoves(platform.db, "2025-02-01");
    expect(sum(into_february.map((move) => move.customer_count))).toBe(early.n);
  });

  it.each<[unknown, string]>([
    ["2025-01-01", '"2025-01-01"'],
    ["2025-06-02", '"2025-06-02"'],
    ["soon'; drop table gold.dim_date; --", `"soon'; drop table gold.dim_date; --"`],
    [null, "null"],
  ])("have no moves into %s", async (date, shownAs) => {
    await expect(segmentMoves(platform.db, date as string)).rejects.toThrow(
      `Segment moves need one of 2025-02-01 to 2026-04-01, got ${shownAs}`,
    );
  });

  it("shift with their thresholds: each scenario still holds everybody, and harder rules hold fewer", async () => {
    const rows = await thresholdSensitivity(platform.db);
    const bands = new Map((await segmentShares(platform.db)).map((row) => [row.customer_segment, row] as const));
    const low = (row: { customer_segment: string }) => bands.get(row.customer_segment)!.share_low;
    const high = (row: { customer_segment: string }) => bands.get(row.customer_segment)!.share_high;
    expect(rows).toHaveLength(7 * 4 * 5);
    for (const name of ["decline", "traveler_spend"]) {
      for (const factor of [0.8, 1.2]) {
        const scenario = rows.filter((row) => row.threshold_name === name && row.factor === factor);
        expect(sum(scenario.map((row) => row.customer_share))).toBeCloseTo(1, 5);
        expect(sum(scenario.map((row) => row.change_points))).toBeCloseTo(0, 2);
        const own = scenario.find((row) => row.customer_segment === row.rule_segment)!;
        expect(Math.sign(own.change_points)).toBe(factor < 1 ? 1 : -1);
        const before = own.customer_share - own.change_points / 100;
        expect(own.relative_change).toBeCloseTo(own.customer_share / before - 1, 2);
        expect(own.is_in_band).toBe(own.customer_share >= low(own) && own.customer_share <= high(own));
      }
    }
  });

  it("are found again by clusters more often than chance would, with the money accounted for", async () => {
    const { cells, clusters, customer_count, quiet_count, agreed_share, rand_index } = await compareClusters(
      platform.db,
      42,
    );
    expect(sum(cells.map((cell) => cell.customer_count))).toBe(customer_count);
    expect(sum(clusters.map((cluster) => cluster.customer_count))).toBe(customer_count);
    expect(customer_count + quiet_count).toBe(1000);
    expect(agreed_share).toBeGreaterThan(0.6);
    expect(rand_index).toBeGreaterThan(0.3);
    const spend = await one<{ amount: number }>("select sum(avg_monthly_spend) as amount from gold.customer_segments");
    expect(sum(cells.map((cell) => cell.monthly_spend_amount))).toBeCloseTo(spend.amount, 1);
    expect((await compareClusters(platform.db, 42)).cells).toEqual(cells);
    const more = await compareClusters(platform.db, 42, 8); // more than segments: some clusters share a name
    expect(new Set(more.clusters.map((cluster) => cluster.cluster_segment)).size).toBeLessThan(8);
    expect(sum(more.cells.map((cell) => cell.customer_count))).toBe(customer_count);
    const active = await one<{ tenure_months: number; spend: number }>(
      `select avg(tenure_days) / 30.44 as tenure_months, avg(avg_monthly_spend)::double as spend
       from gold.customer_segments where is_active`,
    );
    const mean = (field: "tenure_months" | "avg_monthly_spend") =>
      sum(clusters.map((cluster) => cluster.customer_count * cluster[field])) / customer_count;
    expect(mean("tenure_months")).toBeCloseTo(active.tenure_months, 0);
    expect(mean("avg_monthly_spend")).toBeCloseTo(active.spend, 1);
    await expect(compareClusters(platform.db, 42, 5000)).rejects.toThrow("Clusters need at least 5000 customers");
  });
});
