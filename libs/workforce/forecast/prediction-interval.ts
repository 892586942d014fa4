import type { ForecastOnce } from './choice/back-test.js';
import { totalOf } from './history.js';

/**
 * How uncertain a forecast is: the variance of what comes around an expected μ is `noise`·μ + (drift²)·μ². The first is chance, in
 * single intervals (1 for calls that come independently: Poisson); the second is the day's level being off, the more the further ahead it is:
 * drift² = `drift`² + `growth`·(days ahead − 1), as of a level that moves at random (Hyndman & Athanasopoulos 2021, § 8.7).
 */
export interface Uncertainty {
  readonly noise: number;
  /** Of the day after the history. */
  readonly drift: number;
  /** Of its square, for each day further ahead; none: of forecasts that were made before it was learnt. */
  readonly growth?: number;
  /** Errors of the back-test in standard deviations, in order. */
  readonly errors: readonly number[];
}

/** Learnt from how far a back-test was off; errors keep their shape, so that intervals cover what they say. */
export function uncertaintyOf(once: readonly ForecastOnce[]): Uncertainty {
  const variance = variances(once);
  const errors = once.flatMap(({ daysAhead, actual, forecast }) =>
    actual.map((value, at) => (value - forecast[at]!) / deviation(variance, Math.max(forecast[at]!, 1e-9), daysAhead)),
  );
  return { ...variance, errors: errors.sort((a, b) => a - b) };
}

/** From where to where an interval's volume is with so much confidence, e.g. 0.9. Never below 0. @param daysAhead of the end of the history, from 1 on */
export function predictionInterval(
  uncertainty: Uncertainty,
  mean: number,
  confidence: number,
  daysAhead: number,
): { from: number; to: number } {
  const at = (share: number) => mean + quantile(uncertainty.errors, share) * deviation(uncertainty, mean, daysAhead);
  return { from: Math.max(0, at((1 - confidence) / 2)), to: Math.max(0, at((1 + confidence) / 2)) };
}

/** Of a day that is so many days ahead of the end of the history. */
export function driftAt({ drift, growth = 0 }: Pick<Uncertainty, 'drift' | 'growth'>, daysAhead: number): number {
  return Math.sqrt(drift ** 2 + growth * Math.max(0, daysAhead - 1));
}

function deviation(uncertainty: Omit<Uncertainty, 'errors'>, mean: number, daysAhead: number): number {
  return Math.sqrt(uncertainty.noise * mean + (driftAt(uncertainty, daysAhead) * mean) ** 2);
}

/** What is left of the intervals' errors when each day is given its own total, and how much those totals vary beyond that. */
function variances(once: readonly ForecastOnce[]) {
  let squares = 0;
  let means = 0;
  const days = once.flatMap(({ daysAhead, actual, forecast }) => {
    const [came, hoped] = [totalOf(actual), totalOf(forecast)];
    if (hoped <= 0) return [];
    forecast.forEach((mean, at) => {
      squares += (actual[at]! - (mean * came) / hoped) ** 2;
      means += (mean * came) / hoped;
    });
    return [{ hoped, off: came / hoped - 1, further: daysAhead - 1 }];
  });
  const noise = Math.max(squares / Math.max(means, 1), 1e-9);
  const beyond = days.map(({ hoped, off, further }) => ({ at: further, value: off ** 2 - noise / hoped }));
  const { base, slope } = rising(beyond);
  return { noise, drift: Math.sqrt(base), growth: slope };
}

/** The line of least squares through all of it that never falls and begins nowhere below 0. */
function rising(points: readonly { readonly at: number; readonly value: number }[]): { base: number; slope: number } {
  const mean = (of: (point: { at: number; value: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / Math.max(points.length, 1);
  const [at, value] = [mean((point) => point.at), mean((point) => point.value)];
  const spread = mean((point) => (point.at - at) ** 2);
  const steep = spread > 0 ? mean((point) => (point.at - at) * (point.value - value)) / spread : 0;
  const slope = Math.max(0, steep);
  if (value - slope * at >= 0) return { base: value - slope * at, slope };
  const squares = mean((point) => point.at ** 2);
  return { base: 0, slope: squares > 0 ? Math.max(0, mean((point) => point.at * point.value) / squares) : 0 };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}
