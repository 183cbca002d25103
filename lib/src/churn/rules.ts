// Two rules of thumb: what a model must beat to be worth its keep.

/**
 * Recency by frequency: days since the last purchase over purchases (plus one). Long silent and seldom seen is
 * riskiest. A missing value says nothing and scores 0.
 *
 * @param recency_days days since the last purchase, one entry per customer
 * @param purchases purchases in the feature window
 * @example
 * recencyByFrequency([20, 2], [3, 9]); // => Float64Array.of(5, 0.2)
 */
export function recencyByFrequency(recency_days: ArrayLike<number>, purchases: ArrayLike<number>): Float64Array {
  return Float64Array.from(recency_days, (days, row) => finiteOr(days / (purchases[row]! + 1), 0));
}

/**
 * Spend ratio: how far recent spend per day has fallen against the baseline; 1 has stopped, 0 goes on as before,
 * below 0 has risen. Without a baseline it is 0.
 *
 * @param recent_per_day spend per day in the last weeks, dollars
 * @param baseline_per_day spend per day in the whole feature window, dollars
 * @example
 * spendRatio([5, 0, 20], [10, 10, 10]); // => Float64Array.of(0.5, 1, -1)
 */
export function spendRatio(recent_per_day: ArrayLike<number>, baseline_per_day: ArrayLike<number>): Float64Array {
  return Float64Array.from(recent_per_day, (recent, row) => finiteOr(1 - recent / baseline_per_day[row]!, 0));
}

function finiteOr(value: number, other: number): number {
  return Number.isFinite(value) ? value : other;
}
