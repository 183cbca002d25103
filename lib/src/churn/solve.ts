// Linear equations with a symmetric positive matrix, by Cholesky.

/** x with `matrix` x = `right`; a direction the matrix says nothing about gets 0. */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const count = right.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i === j) lower[i]![i] = sum > 1e-12 ? Math.sqrt(sum) : Infinity;
      else lower[i]![j] = sum / lower[j]![j]!;
    }
  }
  const x = Float64Array.from(right);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = count - 1; i >= 0; i--) {
    for (let k = i + 1; k < count; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}
