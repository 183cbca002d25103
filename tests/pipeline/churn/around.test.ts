// Around a churn model: the feature bench, the label told, the catalogue, predictions that have ripened, and books that
// cannot be learned from.
import { describe, expect, it } from "vitest";
import { liftAt } from "../../../lib/src/churn/ranking-metrics";
import { benchFeatures, enterLeaderboard } from "../../../lib/src/pipeline/churn/bench";
import { churnCatalogue } from "../../../lib/src/pipeline/churn/catalogue";
import { buildChurnTrial, type TrialOptions, worldBefore } from "../../../lib/src/pipeline/churn/feature-tables";
import { labelRates, reactivation } from "../../../lib/src/pipeline/churn/label-story";
import { churnRates, periodBand, walkForward } from "../../../lib/src/pipeline/churn/periods";
import { publishRows } from "../../../lib/src/pipeline/churn/publish";
import { readChurnFrame } from "../../../lib/src/pipeline/churn/read-frame";
import { ripePredictions } from "../../../lib/src/pipeline/churn/ripe-predictions";
import { churnPredictions, explainCustomers, scoreChurn } from "../../../lib/src/pipeline/churn/score";
import { trainChurn } from "../../../lib/src/pipeline/churn/train";
import { useSmallBank } from "./small-bank";

const bank = useSmallBank({ trained: true });
const { rows } = bank;

describe("predictions, once their label window has closed", () => {
  const DAY = "2025-12-01"; // no cut-off of training
  /** What the bank would have published on that day, when nothing later had happened yet. */
  const publishedThatDay = async () => {
    const { db } = bank.platform;
    const { model } = bank.judged;
    const prefix = await buildChurnTrial(db, "earlier", {
      ...worldBefore(DAY),
      as_of: `select first_date, '${DAY}'::date as as_of_date from silver.as_of`,
      cut_offs: [0],
      rewrite: (_model, sql) => sql.replaceAll("'trial'", "'score'"),
    });
    const predictions = await churnPredictions(db, model, await explainCustomers(db, model.trees, prefix), prefix);
    await publishRows(db, {
      layer: "50_marts",
      table: "gold.churn_predictions",
      rows: predictions,
      replaces: "snapshot_date",
    });
    return predictions;
  };

  it("show how they did, from the rows as they were published; those of today wait", async () => {
    const predictions = await publishedThatDay();
    const { model_version } = bank.judged.model;
    const { scored } = await scoreChurn(bank.platform.db, bank.judged.model);
    const [earlier, today] = await ripePredictions(bank.platform.db);
    expect(today).toEqual({
      snapshot_date: "2026-04-01",
      model_version,
      customers: scored,
      ripens_on: "2026-07-14",
      outcome: null,
    });
    const said = new Map(predictions.map((row) => [row.customer_id, row.churn_probability]));
    const known = [...said.values()].filter((value) => value !== null);
    expect(earlier).toMatchObject({ snapshot_date: DAY, ripens_on: "2026-03-15", customers: known.length });
    // who had left, from the facts alone: silent for 60 days, or under 30 % of the spend a day
    const outcomes = await rows<{ customer_id: string; has_churned: boolean }>(
      `select customer_id,
           count_if(transaction_date >= '2026-01-14' and transaction_date < '2026-03-15') = 0
           or coalesce(sum(iff(transaction_date >= '2025-12-15' and transaction_date < '2026-03-15', amount, 0)), 0) / 90
               < 0.3 * sum(iff(transaction_date >= '2025-06-04' and transaction_date < '${DAY}', amount, 0)) / 180 as has_churned
       from gold.fct_transactions where status = 'approved' group by customer_id`,
    );
    const judged = outcomes.filter(({ customer_id }) => said.get(customer_id) != null);
    const labels = judged.map(({ has_churned }) => Number(has_churned));
    const scores = judged.map(({ customer_id }) => said.get(customer_id)!);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(earlier!.outcome!.churn_rate).toBeCloseTo(mean(labels), 2); // pending purchases of that day count as bought
    expect(earlier!.outcome!.mean_probability).toBeCloseTo(mean(known), 9);
    expect(earlier!.outcome!.lift_top_decile).toBeCloseTo(liftAt({ scores, labels }, 0.1), 0);
    expect(earlier!.outcome!.auc).toBeGreaterThan(0.75);
  });

  it("leave no table of a trial behind", async () => {
    expect(await rows("select table_name from information_schema.tables where table_name like 'trial_ripe%'")).toEqual(
      [],
    );
  });
});

describe("periods", () => {
  it("widen the band by as much as churn rates moved, and not at all when they stood still", () => {
    const sure = { value: 1, low: 1, high: 1 };
    expect(periodBand(sure, [0.07, 0.07]).high).toBeCloseTo(1, 12);
    const spread = Math.log(0.08 / 0.07) / Math.SQRT2; // standard deviation of two logs
    expect(Math.log(periodBand(sure, [0.07, 0.08]).high)).toBeCloseTo(2 * spread * Math.sqrt(1.5), 12);
    expect(() => periodBand(sure, [0.07])).toThrow("needs two cut-offs or more, got 1");
  });

  it("are walked forward without the test cut-off", async () => {
    const rates = await churnRates(bank.platform.db);
    expect(rates).toHaveLength(5);
    const walked = await walkForward(bank.platform.db);
    expect([...new Set(walked.map(({ snapshot_date }) => snapshot_date))]).toEqual(["2025-05-20", "2025-09-01"]);
    expect(walked).toHaveLength(6);
    for (const { said_over_happened } of walked) {
      const { value, low, high } = said_over_happened;
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
    }
    expect(walked.map(({ calibration }) => calibration).slice(0, 3)).toEqual([
      "as the trees say",
      "as the last cut-off",
      "as all cut-offs before",
    ]);
  });
});

describe("the feature bench", () => {
  it("puts a feature set beside the whole catalogue, with an interval and a verdict", async () => {
    const all = await benchFeatures(bank.platform.db);
    expect(all).toMatchObject({ feature_set: "all features", auc_delta: { value: 0 }, leakage: "clean" });
    const few = await benchFeatures(bank.platform.db, { features: ["recency_days", "purchases_30_days"] });
    expect(few.auc_delta.value).toBeLessThan(0);
    expect(few.auc_delta.low).toBeLessThanOrEqual(few.auc_delta.value);
    enterLeaderboard(few);
    expect(enterLeaderboard(all).map(({ feature_set }) => feature_set)).toEqual([
      "all features",
      "recency_days, purchases_30_days",
    ]);
  });

  const query = (age: string) => `
    select fact.customer_id, day.snapshot_date,
        count_if(dayofweekiso(fact.transaction_date) >= 6) / count(*)::double as weekend_share
    from gold.fct_transactions as fact
    join gold.churn_feature_day as day on ${age}
    where fact.status = 'approved' and fact.customer_id is not null
    group by fact.customer_id, day.snapshot_date`;

  it("tries a feature that is in no table yet, and sees when it looks past the cut-off", async () => {
    const honest = { name: "weekend_share", query: query("fact.transaction_date = day.date") };
    const row = await benchFeatures(bank.platform.db, { extra: honest });
    expect(row).toMatchObject({ feature_set: "all features and weekend_share", features: 53, leakage: "clean" });
    const peeking = {
      name: "weekend_share",
      query: query("fact.transaction_date = dateadd('day', 9, day.date)::date"),
    };
    const found = await benchFeatures(bank.platform.db, { extra: peeking });
    expect(found.leakage).toBe("suspicious");
    expect(found.findings.at(-1)!.is_clean).toBe(false);
  });

  it.each([
    [{ extra: { name: "recency_days", query: "select 1" } }, "A feature on trial needs a name of its own"],
    [{ features: ["age"] }, "The bench needs features of the catalogue, got age"],
    [{ features: ["recency_days"], without: ["recency_days"] }, "The bench needs at least one feature"],
  ])("refuses %j", async (options, message) => {
    await expect(benchFeatures(bank.platform.db, options)).rejects.toThrow(message);
  });
});

describe("the label", () => {
  it("is told by rule and by frequency, and adds up to everybody who is judged", async () => {
    const rates = await labelRates(bank.platform.db);
    const [known] = await rows<{ customers: number }>(
      `select count(*) as customers from gold.churn_labels as label
       join gold.churn_population as population on label.customer_id = population.customer_id
           and label.snapshot_date = population.snapshot_date and population.is_scored`,
    );
    expect(rates.reduce((sum, row) => sum + row.customers, 0)).toBe(known!.customers);
    for (const row of rates)
      expect(row.churn_rate).toBeCloseTo(row.inactive_rate + row.declined_rate - row.both_rate, 12);
  });

  it("is not undone by customers who come back: fewer than 15 % within 120 days", async () => {
    const returns = await reactivation(bank.platform.db);
    expect(returns.map(({ days_seen }) => days_seen)).toEqual([120, 120, 120, 108]);
    for (const row of returns) expect(row.came_back_rate).toBeLessThan(0.15);
  });
});

describe("the catalogue", () => {
  it("has every feature of the table once, and age is none of them", async () => {
    const columns = await rows<{ column_name: string }>(
      `select column_name from information_schema.columns
       where table_schema = 'gold' and table_name = 'churn_features' order by ordinal_position`,
    );
    const names = columns
      .map(({ column_name }) => column_name)
      .filter((name) => !["customer_id", "snapshot_date"].includes(name));
    expect([...churnCatalogue.map(({ name }) => name)].sort()).toEqual([...names].sort());
    expect(names.length).toBeGreaterThanOrEqual(35);
    expect(
      names.filter((name) => /age$|birth|name|email|phone|address|persona/.test(name.replace("average", ""))),
    ).toEqual([]);
  });
});

describe("books that cannot be learned from", () => {
  const trial = (sql: TrialOptions) => buildChurnTrial(bank.platform.db, "odd", sql);

  it("a history that is too short is refused with what is needed", async () => {
    const prefix = await trial({ as_of: "select '2025-08-01'::date as first_date, '2026-04-01'::date as as_of_date" });
    await expect(trainChurn(bank.platform.db, { prefix })).rejects.toThrow(
      "A churn model needs 496 days of transactions",
    );
  });

  it("twenty customers of whom nobody left are refused", async () => {
    const customers = `select * from gold.dim_customer where customer_id in (
        select customer_id from gold.churn_labels as label join gold.churn_population as population
            using (customer_id, snapshot_date)
        where population.is_scored group by customer_id
        having count(*) = 5 and count_if(has_churned) = 0 order by customer_id limit 20)`;
    const prefix = await trial({ customers });
    await expect(trainChurn(bank.platform.db, { prefix })).rejects.toThrow(/churned/);
  });

  it("twenty customers of whom some left are refused: their number is too small to learn from", async () => {
    const leavers = (n: number, has_churned: boolean) => `(select customer_id from gold.churn_labels as label
        join gold.churn_population as population using (customer_id, snapshot_date)
        where population.is_scored group by customer_id
        having count(*) ${has_churned ? ">= 3 and count_if(has_churned) > 0" : "= 5 and count_if(has_churned) = 0"}
        order by customer_id limit ${n})`;
    const customers = `select * from gold.dim_customer
        where customer_id in ${leavers(6, true)} or customer_id in ${leavers(14, false)}`;
    const prefix = await trial({ customers });
    await expect(trainChurn(bank.platform.db, { prefix })).rejects.toThrow(
      /^A churn model needs 10 customers who churned and 10 who stayed for its (train|calibrate) cut-off, got \d and \d+; load a larger book$/,
    );
  });

  it("an unknown feature and an empty cut-off are named", async () => {
    const dates = ["2025-12-18"];
    await expect(readChurnFrame(bank.platform.db, { snapshot_dates: dates, features: ["age"] })).rejects.toThrow(
      "got age",
    );
    await expect(readChurnFrame(bank.platform.db, { snapshot_dates: ["1999-01-01"] })).rejects.toThrow("got none");
  });
});
