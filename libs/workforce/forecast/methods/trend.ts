/** A level that goes on as it went: less with each day, for no trend goes on for ever (Gardner & McKenzie 1985). */
export interface TrendSettings {
  /** Of the weight of a day, what is lost of it with each day worked since: how soon a trend is another one. */
  readonly gain: number;
  /** Of the trend, what is left of it a day later. */
  readonly damping: number;
}

/** Rise for each day: the slope of weighted least squares, with an intercept. */
export function slopeOf(values: readonly number[], days: readonly number[], weights: readonly number[]): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: readonly number[]) => weights.reduce((sum, weight, at) => sum + weight * of[at]!, 0) / all;
  const [day, value] = [mean(days), mean(values)];
  let spread = 0;
  let together = 0;
  weights.forEach((weight, at) => {
    spread += weight * (days[at]! - day) ** 2;
    together += weight * (days[at]! - day) * (values[at]! - value);
  });
  return spread > 0 ? together / spread : 0;
}

/** How many days' rise a level has had by so many days ahead: Σ damping^k for k = 1 … days. */
export function dampedDays(damping: number, days: number): number {
  return (damping * (1 - damping ** days)) / (1 - damping);
}
