// How well a score sorts customers, whatever its scale.
import { InvalidInputError } from "../core/errors";
import { type Descent, descentOf, type Ranked, type Scored, soundDescent } from "./scored";

/**
 * Area under the ROC curve: the chance that a customer who churned scores above one who stayed; equal scores count
 * half. 0.5 is chance, 1 perfect.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed
 * @example
 * auc({ scores: [0.9, 0.4, 0.4, 0.1], labels: [1, 1, 0, 0] }); // => 0.875
 */
export function auc(scored: Scored | Descent): number {
  const { churned, stayed, all_churned, all_stayed } = soundDescent(scored, "auc");
  let above = 0;
  let won = 0;
  for (let step = 0; step < churned.length; step++) {
    won += stayed[step]! * (above + churned[step]! / 2);
    above += churned[step]!;
  }
  return won / (all_churned * all_stayed);
}

/**
 * Average precision: the precision at each churner, averaged; a tie is taken as one step. The churn rate is what
 * chance gives.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed
 * @example
 * averagePrecision({ scores: [0.9, 0.8, 0.7, 0.6], labels: [1, 0, 1, 0] }); // => (1 + 2 / 3) / 2
 */
export function averagePrecision(scored: Scored | Descent): number {
  const { churned, stayed, all_churned } = soundDescent(scored, "averagePrecision");
  let found = 0;
  let seen = 0;
  let sum = 0;
  for (let step = 0; step < churned.length; step++) {
    found += churned[step]!;
    seen += churned[step]! + stayed[step]!;
    sum += churned[step]! * (found / seen);
  }
  return sum / all_churned;
}

/**
 * How much better one score sorts the same rows than another, each row counting as often as `weights` says. Rows are given as
 * `ranked` orders them.
 *
 * @throws InvalidInputError when by weight nobody churned or nobody stayed
 * @example
 * const good = { scores: [0.9, 0.1], labels: [1, 0], order: Uint32Array.of(0, 1) };
 * const bad = { scores: [0.1, 0.9], labels: [1, 0], order: Uint32Array.of(1, 0) };
 * rankingDifference(good, bad, [1, 1]); // => { auc: 1, average_precision: 0.5 }
 */
export function rankingDifference(one: Ranked, other: Ranked, weights: ArrayLike<number>) {
  const [first, second] = [descentOf({ ...one, weights }), descentOf({ ...other, weights })];
  return {
    auc: auc(first) - auc(second),
    average_precision: averagePrecision(first) - averagePrecision(second),
  };
}

/** A point of the ROC curve. */
export interface RocPoint {
  readonly false_positive_rate: number;
  readonly true_positive_rate: number;
}

/**
 * The ROC curve from (0, 0) to (1, 1), thinned to about `points` points so that a chart can carry it.
 *
 * @example
 * rocCurve({ scores: [0.9, 0.1], labels: [1, 0] })[1]; // => { false_positive_rate: 0, true_positive_rate: 1 }
 */
export function rocCurve(scored: Scored, points = 200): RocPoint[] {
  const { churned, stayed, all_churned, all_stayed } = soundDescent(scored, "rocCurve");
  const curve: RocPoint[] = [{ false_positive_rate: 0, true_positive_rate: 0 }];
  let hits = 0;
  let misses = 0;
  for (let step = 0; step < churned.length; step++) {
    hits += churned[step]!;
    misses += stayed[step]!;
    const point = { false_positive_rate: misses / all_stayed, true_positive_rate: hits / all_churned };
    const last = curve[curve.length - 1]!;
    const way =
      point.false_positive_rate - last.false_positive_rate + point.true_positive_rate - last.true_positive_rate;
    if (way >= 2 / points || step === churned.length - 1) curve.push(point);
  }
  return curve;
}

/** A tenth of the customers, from the riskiest (1) on. */
export interface Decile {
  readonly decile: number;
  readonly customers: number;
  readonly churned: number;
  /** Churned of its customers. */
  readonly churn_rate: number;
  /** Its churn rate over everyone's. */
  readonly lift: number;
  /** Part of all churners in this and the deciles before it. */
  readonly gain: number;
}

/**
 * Lift and gain by decile of the score. A tie across a boundary is shared out evenly, so that the order of rows does
 * not matter; counts of customers may therefore be fractions when there are ties.
 *
 * @throws InvalidInputError when nobody churned or nobody stayed
 * @example
 * const scores = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
 * liftByDecile({ scores, labels: [1, 0, 1, 0, 0, 0, 0, 0, 0, 0] })[0].lift; // => 5
 */
export function liftByDecile(scored: Scored | Descent): Decile[] {
  const descent = soundDescent(scored, "liftByDecile");
  const all = descent.all_churned + descent.all_stayed;
  const gains = gainsAt(descent, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  return Array.from({ length: 10 }, (_, i) => {
    const inDecile = (gains[i + 1]! - gains[i]!) * descent.all_churned;
    return {
      decile: i + 1,
      customers: all / 10,
      churned: inDecile,
      churn_rate: inDecile / (all / 10),
      lift: (gains[i + 1]! - gains[i]!) * 10,
      gain: gains[i + 1]!,
    };
  });
}

/**
 * Gain: the part of all churners among the riskiest `share` of customers; a tie at the edge is shared out evenly.
 *
 * @param share part of the base to contact, in (0, 1]
 * @throws InvalidInputError when `share` is outside (0, 1], or nobody churned or stayed
 * @example
 * gainAt({ scores: [0.9, 0.8, 0.2, 0.1], labels: [1, 0, 1, 0] }, 0.5); // => 0.5
 */
export function gainAt(scored: Scored | Descent, share: number): number {
  if (!(share > 0 && share <= 1)) throw new InvalidInputError(`gainAt needs a share in (0, 1], got ${share}`);
  return gainsAt(soundDescent(scored, "gainAt"), [share])[0]!;
}

/**
 * Lift: the churn rate among the riskiest `share` of customers over everyone's.
 *
 * @example
 * liftAt({ scores: [0.9, 0.8, 0.2, 0.1], labels: [1, 1, 0, 0] }, 0.5); // => 2
 */
export function liftAt(scored: Scored | Descent, share: number): number {
  return gainAt(scored, share) / share;
}

/** Gain at ascending shares, in one walk. */
function gainsAt({ churned, stayed, all_churned, all_stayed }: Descent, shares: readonly number[]): number[] {
  const all = all_churned + all_stayed;
  const gains: number[] = [];
  let seen = 0;
  let found = 0;
  for (let step = 0; step < churned.length && gains.length < shares.length; step++) {
    const size = churned[step]! + stayed[step]!;
    while (gains.length < shares.length && shares[gains.length]! * all <= seen + size + 1e-9) {
      const part = Math.min(1, Math.max(0, (shares[gains.length]! * all - seen) / size));
      gains.push(Math.min(1, (found + part * churned[step]!) / all_churned));
    }
    seen += size;
    found += churned[step]!;
  }
  while (gains.length < shares.length) gains.push(1);
  return gains;
}
