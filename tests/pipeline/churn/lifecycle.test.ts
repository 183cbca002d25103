// A churn model's life on a small bank: trained, scored, compared, replaced, put back, watched.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InvalidInputError } from "../../../lib/src/core/errors";
import { readBacktest } from "../../../lib/src/pipeline/churn/backtest";
import { churnByRule } from "../../../lib/src/pipeline/churn/by-rule";
import { churnDefinition, churnSnapshots } from "../../../lib/src/pipeline/churn/feature-tables";
import {
  refreshChurn,
  retrainChurn,
  rollBackChurn,
  type TrainingReport,
  trainChampion,
} from "../../../lib/src/pipeline/churn/lifecycle";
import { modelCard } from "../../../lib/src/pipeline/churn/model-card";
import {
  championModel,
  churnFolder,
  churnLedger,
  churnRuns,
  loadModel,
  promote,
  readChampion,
  saveModel,
} from "../../../lib/src/pipeline/churn/model-store";
import { churnDrift, groceryDropTrial, ripeResults } from "../../../lib/src/pipeline/churn/monitor";
import { readChurnReport } from "../../../lib/src/pipeline/churn/report";
import { churnPredictions, explainCustomers } from "../../../lib/src/pipeline/churn/score";
import { churnSlices } from "../../../lib/src/pipeline/churn/slices";
import { trainChurn } from "../../../lib/src/pipeline/churn/train";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { resetTo } from "../../../lib/src/pipeline/reset";
import { fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

useTemporaryHome();
let platform: Platform;
let first: TrainingReport;

beforeAll(async () => {
  await fillHomeTo("gold", 1000);
  platform = openPlatform();
  await expect(refreshChurn(platform.db)).rejects.toThrow("A trained churn model is needed");
  await expect(readChurnReport(platform.db)).rejects.toThrow("gold.churn_backtest is needed, got no such table");
  first = await trainChampion(platform.db);
});
afterAll(() => platform.db.close());

const rows = <Row>(sql: string) => platform.db.rows<Row>({ name: "churn life", sql });

describe("the first training", () => {
  it("makes a champion, enters a run, and scores every customer whose account is open", async () => {
    expect(readChampion()).toEqual({ model_version: first.run.model_version, before: [] });
    expect(churnRuns()).toHaveLength(1);
    expect(first.run).toMatchObject({ run: 1, command: "train", is_promoted: true, champion_before: null });
    const [written] = await rows<Record<string, number>>(
      `select count(*) as everybody, count_if(is_scored) as scored, count(churn_probability) as with_probability,
           count_if(not is_scored and not_scored_reason is null) as unexplained, count(distinct customer_id) as customers
       from gold.churn_predictions`,
    );
    const [open] = await rows<{ customers: number }>(
      "select count(*) as customers from gold.dim_customer where is_current and customer_key <> -1",
    );
    expect(written).toMatchObject({ unexplained: 0, everybody: written!.customers, scored: written!.with_probability });
    expect(written!.everybody).toBe(open!.customers);
    expect(first.scoring.scored).toBe(written!.scored);
  });

  it("keeps the shares of the risk categories, and a score that never contradicts the probability", async () => {
    const { scored, low_risk, medium_risk, high_risk } = first.scoring;
    expect(low_risk / scored).toBeGreaterThan(0.7);
    expect(low_risk / scored).toBeLessThan(0.8);
    expect(medium_risk / scored).toBeGreaterThan(0.15);
    expect(medium_risk / scored).toBeLessThan(0.25);
    expect(high_risk / scored).toBeGreaterThan(0.05);
    expect(high_risk / scored).toBeLessThan(0.1);
    const [wrong] = await rows<{ pairs: number }>(
      `select count(*) as pairs from gold.churn_predictions as one
       join gold.churn_predictions as other
           on one.churn_probability > other.churn_probability and one.churn_risk_score < other.churn_risk_score`,
    );
    expect(wrong!.pairs).toBe(0);
  });

  it("reaches the profiles, where the question of the front page is answered", async () => {
    const risky = await rows<{ churn_risk_score: number }>(
      `SELECT customer_id, full_name, churn_risk_score, lifetime_value
       FROM GOLD.CUSTOMER_360_PROFILE
       WHERE churn_risk_category = 'High Risk'
       ORDER BY churn_risk_score DESC
       LIMIT 100`,
    );
    expect(risky.length).toBe(Math.min(100, first.scoring.high_risk));
    expect(risky[0]!.churn_risk_score).toBe(100);
  });

  it("leaves a report in the warehouse: read from its tables alone, it is the same to the last digit", async () => {
    expect(await readChurnReport(platform.db)).toEqual({
      backtest: first.backtest,
      evaluation: first.evaluation,
      scoring: first.scoring,
    });
    expect(first.evaluation.baselines.map(({ name }) => name)).toEqual([
      "recency by frequency",
      "spend ratio",
      "logistic regression",
    ]);
  });

  it("says why, in words, for whoever is at high risk", async () => {
    const [high] = await rows<{ customers: number; with_reason: number }>(
      `select count(*) as customers, count(top_reason_1) as with_reason
       from gold.churn_predictions where churn_risk_category = 'High Risk'`,
    );
    expect(high!.with_reason).toBe(high!.customers);
  });
});

describe("the same data", () => {
  it("gives the same model to the bit, and the same predictions", async () => {
    const [one, two] = [await trainChurn(platform.db), await trainChurn(platform.db)];
    expect(JSON.stringify(one.model)).toBe(JSON.stringify(two.model));
    expect(one.model.model_version).toBe(first.run.model_version);
    const champion = championModel();
    const said = async () =>
      churnPredictions(platform.db, champion, await explainCustomers(platform.db, champion.trees));
    expect(await said()).toEqual(await said());
  });

  it("comes back from its file to the bit", () => {
    const champion = championModel();
    saveModel(champion);
    expect(loadModel(champion.model_version)).toEqual(champion);
  });
});

describe("champion and challenger", () => {
  it("a challenger as good takes over; one that looks at less does not; a rollback brings the first one back", async () => {
    const better = await retrainChurn(platform.db, { trees: { seed: 7 } });
    const weaker = await retrainChurn(platform.db, {
      features: ["online_share", "wallet_share", "recency_days", "purchases_90_days"],
    });
    expect(weaker.run).toMatchObject({ is_promoted: false, command: "retrain" });
    expect(weaker.run.decision.some((sentence) => sentence.startsWith("no: "))).toBe(true);
    expect(weaker.evaluation.baselines).toHaveLength(3);
    expect(weaker.scoring.model_version).toBe(readChampion()!.model_version);
    // whichever way the seed falls, the rule decides by its numbers
    const kept = better.run.decision.every((sentence) => !sentence.startsWith("no: "));
    expect(better.run.is_promoted).toBe(kept);
    if (!kept) promote(better.run.model_version);
    expect(readChampion()!.before).toEqual([first.run.model_version]);
    const { champion, scoring } = await rollBackChurn(platform.db);
    expect(champion).toEqual({ model_version: first.run.model_version, before: [] });
    expect(scoring.model_version).toBe(first.run.model_version);
    expect(await readBacktest(platform.db)).toEqual(first.backtest);
    await expect(rollBackChurn(platform.db)).rejects.toThrow(
      "A rollback needs an earlier champion, got only the first one",
    );
    expect(churnLedger().map(({ run, command }) => [run, command])).toEqual([
      [1, "train"],
      [2, "retrain"],
      [3, "retrain"],
      [4, "rollback"],
    ]);
    expect(churnLedger().at(-1)).toMatchObject({
      model_version: first.run.model_version,
      champion_before: better.run.model_version,
      scored: scoring.scored,
    });
    expect(churnRuns()).toHaveLength(3);
    await refreshChurn(platform.db);
    expect(churnLedger().at(-1)).toMatchObject({ run: 5, command: "refresh", champion_before: champion.model_version });
  });

  it("a damaged file is refused in one line", () => {
    const file = join(churnFolder(), `${first.run.model_version}.json`);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.slice(0, 100));
    expect(() => championModel()).toThrow(/needs to be a readable JSON file/);
    writeFileSync(file, "{}");
    expect(() => championModel()).toThrow(/needs features, both calibrations and a threshold/);
    writeFileSync(file, text);
    expect(() => loadModel("../settings")).toThrow(InvalidInputError);
    expect(readdirSync(churnFolder()).filter((name) => name.endsWith(".new"))).toEqual([]);
  });
});

describe("another definition of churn", () => {
  it("is another label: an older model neither scores nor competes", async () => {
    const { before } = readChampion()!;
    writeFileSync(join(churnFolder(), "champion.json"), JSON.stringify({ model_version: "churn-01d", before }));
    await expect(refreshChurn(platform.db)).rejects.toThrow("got churn-01d");
    saveModel({ ...loadModel(first.run.model_version), model_version: "churn-01d", label_version: "churn-0" });
    for (const job of [refreshChurn, retrainChurn])
      await expect(job(platform.db)).rejects.toThrow("needs the label churn-0 that it learned, got churn-1");
    writeFileSync(
      join(churnFolder(), "champion.json"),
      JSON.stringify({ model_version: first.run.model_version, before }),
    );
  });
});

describe("watching", () => {
  it("is quiet today, and rings when groceries go to another card", async () => {
    const model = championModel();
    const quiet = await churnDrift(platform.db, model);
    expect(quiet.alarms).toEqual([]);
    const event = await churnDrift(platform.db, model, { prefix: await groceryDropTrial(platform.db) });
    expect(event.alarms).toContain("grocery_spend_30_over_180_days");
    await expect(groceryDropTrial(platform.db, { drop_percent: 0 })).rejects.toThrow(InvalidInputError);
  });

  it("shows every cut-off whose label has ripened, and the test one as it was judged", async () => {
    const results = await ripeResults(platform.db, championModel());
    expect(results.map(({ role }) => role)).toEqual(["train", "train", "train", "calibrate", "test"]);
    expect(results.at(-1)!.auc).toBeCloseTo(first.evaluation.metrics.auc.value, 12);
  });

  it("sees groups, age among them, that together are everybody", async () => {
    const backtest = await readBacktest(platform.db);
    const slices = await churnSlices(platform.db, backtest, 30);
    for (const dimension of ["age", "state", "book", "purchases a month"]) {
      const members = slices.filter((slice) => slice.dimension === dimension);
      expect(members.reduce((sum, slice) => sum + slice.customers, 0)).toBe(backtest.customer_ids.length);
      expect(members.reduce((sum, slice) => sum + slice.churned, 0)).toBe(first.evaluation.churned);
    }
  });
});

describe("rule by rule", () => {
  it("adds up to everybody who churned, and tells each from those who stayed", async () => {
    const [silent, fallen, both] = await churnByRule(platform.db, first.backtest);
    expect(silent!.churned + fallen!.churned - both!.churned).toBe(first.evaluation.churned);
    for (const { auc } of [silent!, fallen!, both!]) expect(auc).toBeGreaterThan(0.7);
  });
});

describe("the model card", () => {
  it("has the numbers of the run and nothing else", async () => {
    const facts = {
      model: championModel(),
      evaluation: first.evaluation,
      definition: await churnDefinition(platform.db),
      snapshots: await churnSnapshots(platform.db),
    };
    const card = modelCard(facts);
    expect(card).toContain(`| AUC | ${first.evaluation.metrics.auc.value.toFixed(3)} (`);
    expect(card).toContain(first.run.model_version);
    expect(modelCard(facts)).toBe(card);
  });
});

it("reset to chapter 6 leaves neither features nor models nor scores, and everything else", async () => {
  await resetTo(platform.db, "06");
  expect(readChampion()).toBeUndefined();
  const left = await rows<{ table_name: string }>(
    "select table_name from information_schema.tables where table_schema = 'gold' and (table_name like 'churn%' or table_name like 'trial%')",
  );
  expect(left).toEqual([{ table_name: "churn_predictions" }]); // the profiles look into it
  expect(await rows("select * from gold.churn_predictions")).toEqual([]);
  expect(
    (await rows<{ facts: number }>("select count(*) as facts from gold.fct_transactions"))[0]!.facts,
  ).toBeGreaterThan(0);
  const again = await trainChampion(platform.db);
  expect(again.run).toMatchObject({ run: 1, model_version: first.run.model_version });
});
