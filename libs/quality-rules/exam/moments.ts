/** 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a population: divided by how many there are. */
export function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** Pearson's r; null where one of them never varies. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const spread = Math.sqrt(variance(xs) * variance(ys));
  if (spread < 1e-12) return null;
  const [x, y] = [mean(xs), mean(ys)];
  return mean(xs.map((value, at) => (value - x) * (ys[at]! - y))) / spread;
}
