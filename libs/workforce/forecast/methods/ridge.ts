/** A row of a regression: what is known of it, what came, and how much it counts. */
export interface Row {
  readonly features: readonly number[];
  readonly target: number;
  readonly weight: number;
}

/**
 * Weighted ridge regression without intercept: minimises Σ w (y − x·β)² + Σ penalty β².
 * @param penalties greater than 0, one for each feature: they make every system solvable
 * @returns β (Hoerl & Kennard 1970), by the normal equations
 */
export function ridge(rows: readonly Row[], penalties: readonly number[]): number[] {
  const size = penalties.length;
  const matrix = penalties.map((penalty, at) => Array.from({ length: size }, (_, to) => (to === at ? penalty : 0)));
  const right = new Array<number>(size).fill(0);
  for (const { features, target, weight } of rows) {
    const used = features.flatMap((value, at) => (value === 0 ? [] : [at]));
    for (const at of used) {
      right[at]! += weight * features[at]! * target;
      for (const to of used) matrix[at]![to]! += weight * features[at]! * features[to]!;
    }
  }
  return solved(matrix, right);
}

/** By elimination; the matrix is symmetric and positive definite, so that no pivot is 0. Changes its arguments. */
function solved(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let at = 0; at < size; at++)
    for (let below = at + 1; below < size; below++) {
      const factor = matrix[below]![at]! / matrix[at]![at]!;
      if (factor === 0) continue;
      for (let to = at; to < size; to++) matrix[below]![to]! -= factor * matrix[at]![to]!;
      right[below]! -= factor * right[at]!;
    }
  for (let at = size - 1; at >= 0; at--) {
    for (let to = at + 1; to < size; to++) right[at]! -= matrix[at]![to]! * right[to]!;
    right[at]! /= matrix[at]![at]!;
  }
  return right;
}

export function product(features: readonly number[], weights: readonly number[]): number {
  return features.reduce((sum, value, at) => sum + value * weights[at]!, 0);
}
