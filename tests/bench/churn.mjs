// Trains, scores and explains on made-up columns of the size of the real ones; CPU seconds, not wall clock.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { auc, fitPlatt, calibrated, fitRiskScale, predictMargins, riskScores, scoreIntervals, shapValues } = lib();
const { logisticMargins, modelFromJson, modelToJson, trainLogistic, trainTrees } = lib();
const { randomStream } = require("../../lib/dist/core/random.js");

/** `rows` customers with `width` correlated columns; about 8 % churn. */
function madeUp(rows, width, seed) {
  const random = randomStream(seed, "churn bench");
  const columns = Array.from({ length: width }, () => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const hidden = [random.normal(), random.normal(), random.normal()];
    for (let c = 0; c < width; c++) {
      const value = hidden[c % 3] * (0.2 + (c % 5) / 5) + random.normal();
      columns[c][row] = c % 4 === 0 ? Math.round(5 + 3 * value) : c % 17 === 3 && value > 1.5 ? Number.NaN : value;
    }
    const risk = 1.4 * hidden[0] - Math.abs(hidden[1]) + (hidden[2] > 1 ? 1.5 : 0) - 3.4;
    labels[row] = random.chance(1 / (1 + Math.exp(-risk))) ? 1 : 0;
  }
  const customer_ids = Array.from({ length: rows }, (_, row) => `c${row}`);
  const features = columns.map((values, c) => ({ name: `feature_${c}`, kind: "numeric", values }));
  return { customer_ids, features, labels };
}

/** Prints what one step took; true when all stay within their targets. */
export function churnBench() {
  let isKept = true;
  const timed = (name, target, work) => {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    const isFine = target === undefined || seconds <= target;
    isKept &&= isFine;
    const note = target === undefined ? "" : `target ${target} s${isFine ? "" : "  MISSED"}`;
    console.log(`${name.padEnd(52)} ${seconds.toFixed(2).padStart(6)} s  ${note}`);
    return result;
  };
  const train = madeUp(40_000, 40, 1);
  const all = madeUp(45_000, 40, 2);
  const model = timed("train 150 trees on 40,000 x 40", 3, () => trainTrees(train));
  const margins = timed("score 45,000", 1, () => predictMargins(model, all));
  timed("explain 45,000 (every SHAP value)", 4, () => shapValues(model, all));
  const scores = timed("calibrate and rank 45,000", 1, () => {
    const probabilities = calibrated(fitPlatt(margins, all.labels), margins);
    riskScores(fitRiskScale(probabilities), probabilities);
    return probabilities;
  });
  timed("300 bootstrap resamples of ten metrics on 45,000", 4, () =>
    scoreIntervals({ scores, labels: all.labels }, all.customer_ids, 0.3),
  );
  timed("write and read the model file", 1, () => modelFromJson(modelToJson(model)));
  const logistic = timed("logistic regression on 40,000 x 40", 3, () => trainLogistic(train));
  const aucOf = (margin) => auc({ scores: margin, labels: all.labels }).toFixed(4);
  console.log(`AUC on fresh rows: trees ${aucOf(margins)}, logistic ${aucOf(logisticMargins(logistic, all))}`);
  return isKept;
}

function lib() {
  return require("../../lib/dist/index.js");
}
