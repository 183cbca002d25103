// c360 churn: train, refresh, retrain, rollback, bench, drift and card.
import type { Command } from "commander";
import { InvalidInputError } from "../core/errors";
import { checkWritable, writeWholeFiles } from "../core/whole-files";
import type { Engine } from "../engine/engine";
import { readBacktest } from "../pipeline/churn/backtest";
import { type BenchOptions, benchFeatures, enterLeaderboard } from "../pipeline/churn/bench";
import type { ChurnEvaluation } from "../pipeline/churn/evaluate";
import { buildChurnFeatures, churnDefinition, churnSnapshots } from "../pipeline/churn/feature-tables";
import {
  refreshChurn,
  retrainChurn,
  rollBackChurn,
  type TrainingReport,
  trainChampion,
} from "../pipeline/churn/lifecycle";
import { modelCard } from "../pipeline/churn/model-card";
import { championModel, churnRuns } from "../pipeline/churn/model-store";
import { churnDrift } from "../pipeline/churn/monitor";
import { type RipePrediction, ripePredictions } from "../pipeline/churn/ripe-predictions";
import type { ScoringReport } from "../pipeline/churn/score";
import { churnSlices } from "../pipeline/churn/slices";
import { names, textTable } from "./terminal";
import { withWholeBooks } from "./with-platform";

/** Adds `c360 churn` with its subcommands. */
export function addChurn(program: Command, signal: AbortSignal): void {
  const churn = program.command("churn").description("train, use and watch the churn model");
  churn
    .command("train")
    .description("train, judge on a later cut-off, score every current customer")
    .action(() => withWholeBooks(signal, async ({ db }) => console.log(trainingText(await trainChampion(db)))));
  churn
    .command("refresh")
    .description("score today's customers with the champion")
    .action(() => withWholeBooks(signal, async ({ db }) => console.log(scoringText(await refreshChurn(db)))));
  churn
    .command("retrain")
    .description("train a challenger; it replaces the champion only by the promotion rule")
    .action(() => withWholeBooks(signal, async ({ db }) => console.log(trainingText(await retrainChurn(db)))));
  churn
    .command("rollback")
    .description("put the champion before this one back, and score with it")
    .action(() =>
      withWholeBooks(signal, async ({ db }) => {
        const { champion, scoring } = await rollBackChurn(db);
        console.log(`${champion.model_version} is the champion again\n${scoringText(scoring)}`);
      }),
    );
  churn
    .command("bench")
    .description("try a set of features against the whole catalogue")
    .option("--features <names>", "names with commas between; all of the catalogue when left out", names)
    .option("--without <names>", "names to leave out", names)
    .option("--customers <n>", "how many customers at most", wholeNumber, 5000)
    .action((options: BenchOptions) =>
      withWholeBooks(signal, async ({ db }) => console.log(await benchText(db, options))),
    );
  churn
    .command("drift")
    .description(
      "how far today's customers are from those the model was judged on, and how earlier predictions turned out",
    )
    .action(() =>
      withWholeBooks(signal, async ({ db }) => {
        await buildChurnFeatures(db);
        const { features, alarms, score } = await churnDrift(db, championModel());
        const rows = [score, ...features].slice(0, 12);
        console.log(textTable(rows.map(({ feature, psi, band }) => ({ feature, psi: psi.toFixed(3), band }))));
        console.log(alarms.length === 0 ? "no alarm" : `alarm: ${alarms.join(", ")}`);
        console.log(textTable((await ripePredictions(db)).map(ripeText)));
      }),
    );
  churn
    .command("card")
    .description("the champion's model card, as Markdown")
    .option("--output <file>", "write it there instead of to the terminal")
    .action(({ output }: { output?: string }) =>
      withWholeBooks(signal, async ({ db }) => {
        if (output === undefined) return console.log(await championCard(db));
        await checkWritable([output]);
        const [first_line = "", ...lines] = (await championCard(db)).trimEnd().split("\n");
        await writeWholeFiles([{ path: output, first_line, lines }]);
      }),
    );
}

async function championCard(db: Engine): Promise<string> {
  const model = championModel();
  const run = churnRuns().findLast(({ model_version }) => model_version === model.model_version);
  if (!run) throw new InvalidInputError(`A card needs the run of ${model.model_version}, got none in the ledger`);
  const [definition, snapshots] = [await churnDefinition(db), await churnSnapshots(db)];
  const slices = await churnSlices(db, await readBacktest(db));
  return modelCard({
    model,
    evaluation: run.evaluation,
    definition,
    snapshots,
    slices: slices.filter(({ dimension }) => dimension !== "state"),
  });
}

function trainingText({ run, evaluation, scoring }: TrainingReport): string {
  const verdict = run.is_promoted
    ? `${run.model_version} is the champion`
    : `${run.model_version} is not promoted; ${run.champion_before} stays`;
  return [
    metricsText(evaluation),
    ...run.decision.map((sentence) => `  ${sentence}`),
    `run ${run.run}: ${verdict}`,
    scoringText(scoring),
  ].join("\n");
}

function metricsText({ metrics, customers, snapshot_date, churn_rate }: ChurnEvaluation): string {
  const shown = ["auc", "average_precision", "f1", "precision", "recall", "calibration_slope"] as const;
  const rows = shown.map((measure) => {
    const { value, low, high } = metrics[measure];
    return { measure, value: value.toFixed(3), low: low.toFixed(3), high: high.toFixed(3) };
  });
  const title = `${customers} customers of ${snapshot_date}, ${(100 * churn_rate).toFixed(1)} % churned`;
  return `${title}\n${textTable(rows)}`;
}

function scoringText({ scored, high_risk, medium_risk, low_risk, not_scored, model_version }: ScoringReport): string {
  const others = Object.entries(not_scored).map(([reason, count]) => `${reason} ${count}`);
  return [
    `${scored} customers scored by ${model_version}: ${high_risk} High Risk, ${medium_risk} Medium Risk, ${low_risk} Low Risk`,
    ...(others.length > 0 ? [`not scored: ${others.join(", ")}`] : []),
  ].join("\n");
}

async function benchText(db: Engine, options: BenchOptions): Promise<string> {
  await buildChurnFeatures(db);
  const row = await benchFeatures(db, options);
  const board = enterLeaderboard(row).map((each) => ({
    "feature set": each.feature_set,
    features: each.features,
    auc: each.auc.toFixed(4),
    "vs all": signed(each.auc_delta.value),
    from: signed(each.auc_delta.low),
    to: signed(each.auc_delta.high),
    leakage: each.leakage,
    seconds: each.seconds.toFixed(1),
  }));
  const findings = row.findings.map(({ is_clean, question, found }) => `${is_clean ? "✓" : "✗"} ${question} ${found}`);
  return [textTable(board), ...findings].join("\n");
}

function ripeText({ snapshot_date, model_version, customers, ripens_on, outcome }: RipePrediction) {
  const shown = (value?: number | null) => value?.toFixed(3) ?? "";
  return {
    "predicted on": snapshot_date,
    model: model_version,
    customers,
    "known from": ripens_on,
    said: shown(outcome?.mean_probability),
    happened: shown(outcome?.churn_rate),
    auc: shown(outcome?.auc),
  };
}

function signed(value: number): string {
  return `${value >= 0 ? "+" : ""}${value.toFixed(4)}`;
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidInputError(`churn bench needs --customers as a whole number above 0, got ${JSON.stringify(text)}`);
}
