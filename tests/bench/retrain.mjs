// What chapter 6 costs on the generated book: a training with its scores, a retraining, a row of the feature bench.
import { round, withinBudget, withPlatform } from "./run.mjs";

const BUDGET = { train_score_write_seconds: 10, retrain_seconds: 15, feature_bench_seconds: 60 };

export function retrainBench({ customers }) {
  return withPlatform({ customers, stage: "marts" }, async (c360, { db }) => {
    const features_seconds = await seconds(() => c360.buildChurnFeatures(db));
    let report;
    const train_score_write_seconds = await seconds(async () => {
      report = await c360.trainChampion(db);
    });
    const row = {
      customers,
      scored: report.scoring.scored,
      features_seconds,
      train_score_write_seconds,
      retrain_seconds: await seconds(() => c360.retrainChurn(db)),
      feature_bench_seconds: await seconds(() => c360.benchFeatures(db, { without: ["recency_days"] })),
    };
    return withinBudget(row, BUDGET);
  });
}

async function seconds(work) {
  const start = performance.now();
  await work();
  return round((performance.now() - start) / 1000, 1);
}
