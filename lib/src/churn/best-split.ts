// The best question for a leaf, from the histogram of its rows.
import { MISSING_BIN } from "./bins";
import type { TreeOptions } from "./tree-model";

/** Sums over rows: gradient, hessian, how many. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

export interface Split {
  readonly feature: number;
  readonly gain: number;
  /** 1 for the bins that answer yes; the missing bin among them. */
  readonly yes_bins: Uint8Array;
  /** Numeric: the last bin that answers yes. */
  readonly last_bin: number;
  readonly yes: Sums;
  readonly no: Sums;
}

/** A feature's part of a histogram: three numbers a bin (gradient, hessian, rows), from `start` on. */
export interface FeatureBins {
  readonly feature: number;
  readonly kind: "numeric" | "category";
  readonly start: number;
  readonly bins: number;
}

/** Categories are many small groups: their splits pay more, and their order is pulled towards the middle. */
const CATEGORY_L2 = 10;

type Rules = Pick<TreeOptions, "min_leaf_rows" | "min_leaf_hessian" | "l2">;

/**
 * The split of one feature that takes most off the loss, when it takes more than `least`. Bins are tried in order
 * (a category's by its mean gradient), with the missing ones on either side.
 */
export function bestSplit(
  histogram: Float64Array,
  part: FeatureBins,
  total: Sums,
  rules: Rules,
  least: number,
): Split | undefined {
  const { start } = part;
  const order = part.kind === "numeric" ? undefined : categoryOrder(histogram, part);
  const steps = order ? order.length : part.bins - 1;
  const l2 = order ? rules.l2 + CATEGORY_L2 : rules.l2;
  const { min_leaf_rows, min_leaf_hessian } = rules;
  const at = start + 3 * MISSING_BIN;
  const missing = { gradient: histogram[at]!, hessian: histogram[at + 1]!, rows: histogram[at + 2]! };
  const alone = (total.gradient * total.gradient) / (total.hessian + rules.l2);
  let best = least;
  let bestStep = -1;
  let isMissingYes = false;
  let gradient = 0;
  let hessian = 0;
  let rows = 0;
  for (let step = 0; step < steps; step++) {
    const place = start + 3 * (order ? order[step]! : step + 1);
    if (histogram[place + 2] === 0) continue;
    gradient += histogram[place]!;
    hessian += histogram[place + 1]!;
    rows += histogram[place + 2]!;
    for (let side = 0; side < (missing.rows > 0 ? 2 : 1); side++) {
      const yesRows = side === 1 ? rows + missing.rows : rows;
      const noRows = total.rows - yesRows;
      if (yesRows < min_leaf_rows || noRows < min_leaf_rows || noRows < 1) continue;
      const yesHessian = side === 1 ? hessian + missing.hessian : hessian;
      const noHessian = total.hessian - yesHessian;
      if (yesHessian < min_leaf_hessian || noHessian < min_leaf_hessian) continue;
      const yesGradient = side === 1 ? gradient + missing.gradient : gradient;
      const noGradient = total.gradient - yesGradient;
      const gain =
        (yesGradient * yesGradient) / (yesHessian + l2) + (noGradient * noGradient) / (noHessian + l2) - alone;
      if (gain > best) {
        best = gain;
        bestStep = step;
        isMissingYes = side === 1;
      }
    }
  }
  if (bestStep < 0) return undefined;
  const chosen = Array.from({ length: bestStep + 1 }, (_, step) => (order ? order[step]! : step + 1));
  return splitOf(histogram, part, total, best, chosen, missing.rows > 0 ? isMissingYes : undefined);
}

function splitOf(
  histogram: Float64Array,
  part: FeatureBins,
  total: Sums,
  gain: number,
  chosen: readonly number[],
  missingYes: boolean | undefined,
): Split {
  const yes = { gradient: 0, hessian: 0, rows: 0 };
  for (const bin of missingYes ? [...chosen, MISSING_BIN] : chosen) {
    const place = part.start + 3 * bin;
    yes.gradient += histogram[place]!;
    yes.hessian += histogram[place + 1]!;
    yes.rows += histogram[place + 2]!;
  }
  const no = {
    gradient: total.gradient - yes.gradient,
    hessian: total.hessian - yes.hessian,
    rows: total.rows - yes.rows,
  };
  const yes_bins = new Uint8Array(part.bins);
  for (const bin of chosen) yes_bins[bin] = 1;
  // nothing missing here: a missing value will go where most rows go
  yes_bins[MISSING_BIN] = (missingYes ?? yes.rows >= no.rows) ? 1 : 0;
  return { feature: part.feature, gain, yes_bins, last_bin: chosen[chosen.length - 1]!, yes, no };
}

/** The levels present, the riskiest first: a gradient is what was expected less what happened. */
function categoryOrder(histogram: Float64Array, { start, bins }: FeatureBins): number[] {
  const meanGradient = (bin: number) => histogram[start + 3 * bin]! / (histogram[start + 3 * bin + 1]! + CATEGORY_L2);
  return Array.from({ length: bins - 1 }, (_, i) => i + 1)
    .filter((bin) => histogram[start + 3 * bin + 2]! > 0)
    .sort((a, b) => meanGradient(a) - meanGradient(b) || a - b);
}
