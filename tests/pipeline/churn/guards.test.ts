// Twelve promises that keep a churn model honest. Each is kept by the pipeline as it is, and each is broken on purpose:
// a guard that stays green when its mistake is made guards nothing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fitPlatt } from "../../../lib/src/churn/calibrate";
import { type Frame, selectFeatures, takeRows } from "../../../lib/src/churn/frame";
import { permutedLabels } from "../../../lib/src/churn/permute";
import { predictMargins, predictProbabilities } from "../../../lib/src/churn/predict";
import { auc } from "../../../lib/src/churn/ranking-metrics";
import { trainTrees } from "../../../lib/src/churn/trees";
import { daysBetween } from "../../../lib/src/core/dates";
import { projectFolder } from "../../../lib/src/core/home";
import { evaluateChurn } from "../../../lib/src/pipeline/churn/evaluate";
import {
  buildChurnFeatures,
  buildChurnTrial,
  type ChurnSnapshot,
  churnSnapshots,
  type TrialOptions,
} from "../../../lib/src/pipeline/churn/feature-tables";
import { permutedLabelAuc, singleFeatureAucs } from "../../../lib/src/pipeline/churn/leakage";
import { type JudgedModel, trainAndJudge } from "../../../lib/src/pipeline/churn/lifecycle";
import { ripeResults } from "../../../lib/src/pipeline/churn/monitor";
import { AUC_CEILING, judgePromotion, SINGLE_FEATURE_CEILING } from "../../../lib/src/pipeline/churn/promotion";
import { readChurnFrame } from "../../../lib/src/pipeline/churn/read-frame";
import { churnTreeOptions } from "../../../lib/src/pipeline/churn/train";
import { tryChurn } from "../../../lib/src/pipeline/churn/traps";
import { unseenCustomers } from "../../../lib/src/pipeline/churn/unseen";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { writeSettings } from "../../../lib/src/pipeline/settings";
import { buildTo } from "../../../lib/src/pipeline/stages";
import { tableVersion } from "../../../lib/src/pipeline/table-version";
import { sqlFiles, withoutCommentsAndText } from "../../../lib/src/sql/model";
import { useTemporaryHome } from "../../temporary-home";

useTemporaryHome();
let platform: Platform;
let judged: JudgedModel;
const TEST_DATE = "2025-12-18";

beforeAll(async () => {
  writeSettings({ customers: 2000 });
  platform = openPlatform();
  await buildTo(platform, "gold");
  await buildChurnFeatures(platform.db);
  judged = await trainAndJudge(platform.db);
});
afterAll(() => platform.db.close());

const rows = <Row>(sql: string) => platform.db.rows<Row>({ name: "churn guard", sql });

/** What a trial's features at and before the test cut-off hold. */
async function contentAt(name: string, options: TrialOptions, where = `snapshot_date <= '${TEST_DATE}'::date`) {
  const prefix = await buildChurnTrial(platform.db, name, options);
  const kept = `${prefix}kept`;
  await platform.db.run({
    name: "kept",
    sql: `create or replace table ${kept} as select * from ${prefix}features where ${where}`,
  });
  return (await tableVersion(platform.db, kept)).content_hash;
}

const facts_before = `select * from gold.fct_transactions where transaction_date < '${TEST_DATE}'::date`;
/** Features that end a week after the cut-off. */
const peeking = (model: string, sql: string) =>
  model === "churn_window" ? sql.replace("-age.age_from, snapshot", "7 - age.age_from, snapshot") : sql;

describe("1 future-blindness", () => {
  it("features are the same when everything on and after the cut-off is deleted", async () => {
    expect(await contentAt("blind", { facts: facts_before })).toBe(await contentAt("seeing", {}));
  });

  it("and differ when a window peeks a week ahead", async () => {
    const blind = await contentAt("blind", { facts: facts_before, rewrite: peeking });
    expect(blind).not.toBe(await contentAt("seeing", { rewrite: peeking }));
  });
});

describe("2 poison", () => {
  const absurd = `select * replace (iff(transaction_date >= '${TEST_DATE}'::date, 99999.99, amount)::decimal(12, 2) as amount)
                  from gold.fct_transactions`;
  it("absurd purchases after the cut-off change no feature", async () => {
    expect(await contentAt("poison", { facts: absurd })).toBe(await contentAt("seeing", {}));
  });

  it("and change one when a window peeks", async () => {
    const poisoned = await contentAt("poison", { facts: absurd, rewrite: peeking });
    expect(poisoned).not.toBe(await contentAt("seeing", { rewrite: peeking }));
  });
});

describe("3 ceiling alarm", () => {
  it("stays silent for the model and for every feature alone", () => {
    expect(judged.evaluation.metrics.auc.value).toBeLessThanOrEqual(AUC_CEILING);
    expect(singleFeatureAucs(judged.test)[0]!.auc).toBeLessThan(SINGLE_FEATURE_CEILING);
  });

  it("rings when features are those of the label day", async () => {
    expect((await tryChurn(platform.db, "leak", { features_on_label_day: true })).auc).toBeGreaterThan(AUC_CEILING);
    const leaky = await readChurnFrame(platform.db, { snapshot_dates: [TEST_DATE], features_days_later: 104 });
    expect(singleFeatureAucs(leaky)[0]!.auc).toBeGreaterThan(SINGLE_FEATURE_CEILING);
  });

  it("and the promotion rule refuses such a model", () => {
    const { metrics } = judged.evaluation;
    const auc_of = { value: 0.97, low: 0.96, high: 0.98 };
    const { is_promoted, decision } = judgePromotion(
      { ...judged.evaluation, metrics: { ...metrics, auc: auc_of } },
      judged.model,
      judged.test,
    );
    expect(is_promoted).toBe(false);
    expect(decision[0]).toBe("no: AUC 0.970 against a ceiling of 0.95");
  });
});

describe("4 permuted labels", () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it("a model of labels dealt out at random is worthless", () => {
    const found = mean(seeds.map((seed) => permutedLabelAuc(judged.train, judged.test, seed)));
    expect(found).toBeGreaterThan(0.47);
    expect(found).toBeLessThan(0.53);
  });

  it("unless it is asked about rows it learned by heart", () => {
    const shuffled = permutedLabels(judged.train, 1);
    const model = trainTrees(shuffled, { ...churnTreeOptions, trees: 30 });
    const found = auc({ scores: predictProbabilities(model, shuffled), labels: shuffled.labels! });
    expect(found).toBeGreaterThan(0.53);
  });
});

describe("5 truth isolation", () => {
  const readers = (files: readonly { name: string; sql: string }[]) =>
    files.filter(({ sql }) => /\bgenerator\s*\./i.test(withoutCommentsAndText(sql))).map(({ name }) => name);
  const files = sqlFiles("40_features", "duckdb");

  it("no feature model reads the generator, and no column of its plan is a feature", async () => {
    expect(readers(files)).toEqual([]);
    const columns = await rows<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = 'generator'
           and table_name in ('account_plan', 'account')
       intersect
       select column_name from information_schema.columns where table_schema = 'gold' and table_name = 'churn_features'`,
    );
    expect(columns.filter(({ column_name }) => !["customer_id", "source_system"].includes(column_name))).toEqual([]);
  });

  it("a model that did would be named", () => {
    const sql = "create table gold.churn_persona as select persona from generator.account_plan";
    expect(readers([...files, { name: "40_features/churn_persona", sql }])).toEqual(["40_features/churn_persona"]);
  });
});

describe("6 clock", () => {
  const later = (column: string) => `dateadd('day', 37, ${column})::date as ${column}`;
  const moved: TrialOptions = {
    facts: `select * replace (${later("transaction_date")}) from gold.fct_transactions`,
    customers: `select * replace (${["account_open_date", "valid_from", "valid_to", "migrated_date"].map(later).join(", ")})
                from gold.dim_customer`,
    as_of: `select ${later("first_date")}, ${later("as_of_date")} from silver.as_of`,
    calendar: `select * replace (${later("date")}) from gold.dim_date`,
  };
  const rates = (prefix: string) =>
    rows(`select snapshot.role, count_if(population.is_scored) as scored, count_if(label.has_churned) as churned,
              count_if(label.is_inactive) as inactive, count(label.customer_id) as judged
          from ${prefix}snapshot as snapshot
          join ${prefix}population as population on snapshot.snapshot_date = population.snapshot_date
          left join ${prefix}labels as label on population.customer_id = label.customer_id
              and population.snapshot_date = label.snapshot_date
          group by snapshot.role order by snapshot.role`);

  it("data and as_of_date moved by 37 days give the same rates", async () => {
    expect(await rates(await buildChurnTrial(platform.db, "moved", moved))).toEqual(await rates("gold.churn_"));
  });

  it("and other ones when the clock is written into a model", async () => {
    const fixed = (model: string, sql: string) =>
      model === "churn_snapshot" ? sql.replace(/as_of\.as_of_date\)/, "'2026-04-01'::date)") : sql;
    const prefix = await buildChurnTrial(platform.db, "moved", { ...moved, rewrite: fixed });
    expect(await rates(prefix)).not.toEqual(await rates("gold.churn_"));
  });
});

describe("7 windows", () => {
  const ORDER = ["train", "calibrate", "test", "score"];
  /** What is wrong with the windows, one sentence each. */
  const faults = (snapshots: readonly ChurnSnapshot[]) => [
    ...snapshots.flatMap(({ snapshot_date, features_from, label_from, label_to }) => [
      ...(daysBetween(features_from, snapshot_date) === 180 ? [] : [`features of ${snapshot_date}`]),
      ...(daysBetween(snapshot_date, label_from) === 14 ? [] : [`gap of ${snapshot_date}`]),
      ...(daysBetween(label_from, label_to) === 90 ? [] : [`label of ${snapshot_date}`]),
    ]),
    ...snapshots.flatMap((one) =>
      snapshots
        .filter((other) => ORDER.indexOf(one.role) < ORDER.indexOf(other.role) && one.label_to > other.snapshot_date)
        .map((other) => `label of ${one.role} reaches past the cut-off of ${other.role}`),
    ),
  ];
  const faultsOf = async (options: TrialOptions) =>
    faults(await churnSnapshots(platform.db, await buildChurnTrial(platform.db, "window", { ...options, only })));
  const only = ["churn_definition", "churn_snapshot"];

  it("are as long at every cut-off, with the gap and the purge between", async () => {
    expect(faults(await churnSnapshots(platform.db))).toEqual([]);
  });

  it("are found out without the gap", async () => {
    expect(await faultsOf({ definition: { gap_days: 0 } })).toContain(`gap of ${TEST_DATE}`);
  });

  it("are found out without the purge", async () => {
    const close = (_model: string, sql: string) => sql.replace("(212, 'calibrate')", "(150, 'calibrate')");
    expect(await faultsOf({ rewrite: close })).toContain("label of calibrate reaches past the cut-off of test");
  });

  it("are found out when they end with the month", async () => {
    const monthly = (_model: string, sql: string) =>
      sql.replace("label_days, snapshot_date)::date as", "label_days, date_trunc('month', snapshot_date))::date as");
    expect((await faultsOf({ rewrite: monthly })).some((fault) => fault.startsWith("label of"))).toBe(true);
  });
});

describe("8 one label", () => {
  const folders = ["sql", "lib/src"].map((folder) => join(projectFolder, folder));
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(sql|ts)$/.test(file) && !file.includes("snowflake"))
      .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") })),
  );
  const makers = (all: typeof texts) =>
    all.filter(({ text }) => /\bas has_churned\b/.test(text)).map(({ file }) => file);

  it("is made in one file", () => {
    expect(makers(texts)).toEqual(["40_features/churn_labels.sql"]);
    const other = { file: "pipeline/churn/own-label.ts", text: "select spend < 0.3 * baseline as has_churned" };
    expect(makers([...texts, other])).toHaveLength(2);
  });

  it("is what training, judging and monitoring see alike", async () => {
    const known = await rows<{ role: string; customers: number; rate: number }>(
      `select snapshot.role, count(*) as customers, avg(iff(label.has_churned, 1, 0))::double as rate
       from gold.churn_labels as label
       join gold.churn_population as population on label.customer_id = population.customer_id
           and label.snapshot_date = population.snapshot_date and population.is_scored
       join gold.churn_snapshot as snapshot on label.snapshot_date = snapshot.snapshot_date
       group by snapshot.role`,
    );
    const rate = ({ labels }: Frame) => labels!.reduce((sum, label) => sum + label, 0) / labels!.length;
    const byRole = new Map(known.map((row) => [row.role, row]));
    expect(rate(judged.train)).toBeCloseTo(byRole.get("train")!.rate, 12);
    expect(rate(judged.calibrate)).toBeCloseTo(byRole.get("calibrate")!.rate, 12);
    expect(rate(judged.test)).toBeCloseTo(byRole.get("test")!.rate, 12);
    const watched = (await ripeResults(platform.db, judged.model)).find(({ role }) => role === "test")!;
    expect(watched.churn_rate).toBeCloseTo(byRole.get("test")!.rate, 12);
  });
});

describe("9 base rates", () => {
  /** Rates per cut-off, by rule and by frequency, of the customers that a condition keeps. */
  const measured = (who: string) =>
    rows<Record<"churned" | "inactive" | "declined" | "rare" | "frequent", number>>(
      `select avg(iff(label.has_churned, 1, 0))::double as churned, avg(iff(label.is_inactive, 1, 0))::double as inactive,
           avg(iff(label.has_declined, 1, 0))::double as declined,
           avg(iff(population.purchase_count < 60, iff(label.has_churned, 1, 0), null))::double as rare,
           avg(iff(population.purchase_count >= 60, iff(label.has_churned, 1, 0), null))::double as frequent
       from gold.churn_labels as label
       join gold.churn_population as population on label.customer_id = population.customer_id
           and label.snapshot_date = population.snapshot_date
       where ${who}
       group by label.snapshot_date`,
    );
  const outside = (all: Awaited<ReturnType<typeof measured>>) =>
    all.filter(
      ({ churned, inactive, declined, rare, frequent }) =>
        !(churned > 0.045 && churned < 0.11) ||
        !(inactive > 0.025 && inactive < 0.08) ||
        !(declined > 0.045 && declined < 0.11) ||
        !(rare > 0.03 && rare < 0.16) ||
        !(frequent > 0.03 && frequent < 0.11),
    ).length;

  it("lie in their bands at every cut-off, by rule and by frequency", async () => {
    const all = await measured("population.is_scored");
    expect(all).toHaveLength(5);
    expect(outside(all)).toBe(0);
  });

  it("leave them when customers who had left already stay in", async () => {
    expect(outside(await measured("true"))).toBeGreaterThan(0);
  });
});

describe("10 train and score", () => {
  /** The world as it was on the day of the test cut-off: nothing later has happened yet. */
  const that_day = {
    facts: facts_before,
    as_of: `select first_date, '${TEST_DATE}'::date as as_of_date from silver.as_of`,
  };
  const at = `snapshot_date = '${TEST_DATE}'::date`;

  it("see the same features of the same customers on the same day", async () => {
    expect(await contentAt("scored", that_day, at)).toBe(await contentAt("trained", {}, at));
  });

  it("and different ones when a window peeks", async () => {
    const scored = await contentAt("scored", { ...that_day, rewrite: peeking }, at);
    expect(scored).not.toBe(await contentAt("trained", { rewrite: peeking }, at));
  });
});

describe("11 calibration", () => {
  const brackets = ({ low, high }: { low: number; high: number }) => low <= 1 && high >= 1;

  it("says in sum what happens, within the bootstrap band", () => {
    expect(brackets(judged.evaluation.said_over_happened)).toBe(true);
  });

  it("and too much when churners are learned five times over", () => {
    const { train, model, test } = judged;
    const places = train.customer_ids.flatMap((_, row) =>
      train.labels![row] === 1 ? [row, row, row, row, row] : [row],
    );
    const trees = trainTrees(takeRows(train, places), churnTreeOptions);
    const uncalibrated = { ...model, judged: trees, calibration: { kind: "platt", slope: 1, intercept: 0 } as const };
    const { said_over_happened } = evaluateChurn(uncalibrated, test, { resamples: 50 });
    expect(brackets(said_over_happened)).toBe(false);
    expect(said_over_happened.low).toBeGreaterThan(1.2);
  });
});

describe("12 better than two rules", () => {
  it("even at the lower end of its interval", () => {
    const { is_promoted, decision } = judgePromotion(judged.evaluation, judged.model, judged.test);
    expect(decision[1]).toMatch(/^AUC at least/);
    expect(is_promoted).toBe(true);
    for (const rule of judged.evaluation.baselines)
      expect(judged.evaluation.metrics.auc.low).toBeGreaterThan(rule.auc.value);
  });

  it("unless its features say nothing", () => {
    const names = ["online_share", "wallet_share", "source_system", "recency_days", "purchases_90_days"];
    const [train, calibrate] = [judged.train, judged.calibrate].map((frame) =>
      selectFeatures(frame, names.slice(0, 3)),
    );
    const trees = trainTrees(train!, { ...churnTreeOptions, trees: 30 });
    const weak = {
      ...judged.model,
      judged: trees,
      calibration: fitPlatt(predictMargins(trees, calibrate!), calibrate!.labels!),
    };
    const evaluation = evaluateChurn(weak, selectFeatures(judged.test, names), { resamples: 50 });
    const { is_promoted, decision } = judgePromotion(evaluation, weak, judged.test);
    expect(is_promoted).toBe(false);
    expect(decision[1]).toMatch(/^no: AUC at least/);
  });
});

it("customers the model never met are told apart as well as those it did", () => {
  const { seen_auc, unseen_auc, difference } = unseenCustomers(judged);
  expect(unseen_auc - seen_auc).toBeCloseTo(difference.value, 12);
  expect(difference.high).toBeGreaterThan(-0.02);
});
