import type { ForecastOnce } from './back-test.js';
import { totalOf } from './history.js';

/**
 * How uncertain a forecast is: the variance of what comes around an expected μ is `noise`·μ + (`drift`·μ)². The first is chance, in
 * single intervals (1 for calls that come independently: Poisson); the second is the day's level being off.
 */
export interface Uncertainty {
  readonly noise: number;
  readonly drift: number;
  /** Errors of the back-test in standard deviations, in order. */
  readonly errors: readonly number[];
}

/** Learnt from how far a back-test was off; errors keep their shape, so that intervals cover what they say. */
export function uncertaintyOf(once: readonly ForecastOnce[]): Uncertainty {
  const pairs = once.flatMap(({ actual, forecast }) =>
    actual.map((value, at) => ({ mean: Math.max(forecast[at]!, 1e-9), error: value - forecast[at]! })),
  );
  const { noise, drift } = variances(once);
  const errors = pairs.map(({ mean, error }) => error / deviation({ noise, drift }, mean)).sort((a, b) => a - b);
  return { noise, drift, errors };
}

/** From where to where an interval's volume is with so much confidence, e.g. 0.9. Never below 0. */
export function predictionInterval(
  uncertainty: Uncertainty,
  mean: number,
  confidence: number,
): { from: number; to: number } {
  const at = (share: number) => mean + quantile(uncertainty.errors, share) * deviation(uncertainty, mean);
  return { from: Math.max(0, at((1 - confidence) / 2)), to: Math.max(0, at((1 + confidence) / 2)) };
}

function deviation({ noise, drift }: Pick<Uncertainty, 'noise' | 'drift'>, mean: number): number {
  return Math.sqrt(noise * mean + (drift * mean) ** 2);
}

/** What is left of the intervals' errors when each day is given its own total, and how much those totals vary beyond that. */
function variances(once: readonly ForecastOnce[]) {
  let squares = 0;
  let means = 0;
  const days = once.flatMap(({ actual, forecast }) => {
    const [came, hoped] = [totalOf(actual), totalOf(forecast)];
    if (hoped <= 0) return [];
    forecast.forEach((mean, at) => {
      squares += (actual[at]! - (mean * came) / hoped) ** 2;
      means += (mean * came) / hoped;
    });
    return [{ hoped, off: came / hoped - 1 }];
  });
  const noise = Math.max(squares / Math.max(means, 1), 1e-9);
  const beyond = days.reduce((sum, { hoped, off }) => sum + off ** 2 - noise / hoped, 0) / Math.max(days.length, 1);
  return { noise, drift: Math.sqrt(Math.max(beyond, 0)) };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}
