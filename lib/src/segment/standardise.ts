// Features on one footing: mean 0 and deviation 1, so that dollars do not outweigh shares.
import { InvalidInputError } from "../core/errors";

/**
 * Each column less its mean, over its deviation. A column that never varies becomes zeros.
 *
 * @param points rows of numbers, all of one length; left as they were
 * @throws InvalidInputError when rows differ in length or hold something that is not a finite number
 * @example
 * standardised([[1, 5], [3, 5]]); // => [[-1, 0], [1, 0]]
 */
export function standardised(points: readonly (readonly number[])[]): number[][] {
  needPoints(points);
  const columns = points[0]!.map((_, column) => spreadOf(points, column));
  return points.map((point) => point.map((value, column) => (value - columns[column]!.mean) / columns[column]!.scale));
}

/** @throws InvalidInputError when there are no points, they differ in length, or hold something not finite */
export function needPoints(points: readonly (readonly number[])[]): void {
  const width = points[0]?.length ?? 0;
  if (width === 0) throw new InvalidInputError("Points need at least one row with one number, got none");
  const odd = points.findIndex((point) => point.length !== width || !point.every(Number.isFinite));
  if (odd >= 0) {
    throw new InvalidInputError(
      `Points need ${width} finite numbers in each row, got ${JSON.stringify(points[odd])} in row ${odd}`,
    );
  }
}

function spreadOf(points: readonly (readonly number[])[], column: number): { mean: number; scale: number } {
  const mean = points.reduce((sum, point) => sum + point[column]!, 0) / points.length;
  const variance = points.reduce((sum, point) => sum + (point[column]! - mean) ** 2, 0) / points.length;
  return { mean, scale: Math.sqrt(variance) || 1 };
}
