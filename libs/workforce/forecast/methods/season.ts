import type { DayFeatures } from './day-features.js';
import { product, ridge } from './ridge.js';
import { soundness } from '../outliers/soundness.js';

const YEAR = 365.2425;
/** Before that a season and a trend are the same. */
const YEARS_KNOWN = 1.5;
const WAVES = [1, 2];
const ROUNDS = 3;
/** As in the features: as if so many days without the effect had been seen. */
const SHRINK = { trend: 0.01, wave: 2 };

/**
 * What the season of the year does to each day, as a logarithm; nothing until a year and a half is known. Waves of a year and half a year beside a
 * trend and the kinds of days, over all that is known alike (harmonic regression; Hyndman & Athanasopoulos 2021, § 7.4): a level
 * that follows the last weeks would take the season for its own, and end with it.
 * @param logs of the days' totals @param trusted weights of the days that were observed
 * @returns for each day learnt from and each day ahead
 */
export function seasonOf({ rows, kinds, penalties }: DayFeatures, logs: readonly number[], trusted: readonly number[]) {
  const [first, last] = [kinds[0]!.day, kinds[logs.length - 1]!.day];
  if (last - first < YEARS_KNOWN * YEAR) return rows.map(() => 0);
  const waves = kinds.map(({ day }) =>
    WAVES.flatMap((wave) => {
      const angle = (2 * Math.PI * wave * day) / YEAR;
      return [Math.sin(angle), Math.cos(angle)];
    }),
  );
  const trends = kinds.map(({ day }) => trendAt((day - (first + last) / 2) / YEAR));
  const [ofWaves, ofTrends] = [waves[0]!, trends[0]!];
  const shrink = [...penalties, ...ofTrends.map(() => SHRINK.trend), ...ofWaves.map(() => SHRINK.wave)];
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const known = logs.map((log, at) => ({
    features: [...rows[at]!, ...trends[at]!, ...waves[at]!],
    target: log - mean,
  }));
  let sound = trusted;
  let effects: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    effects = ridge(
      known.map((row, at) => ({ ...row, weight: sound[at]! })),
      shrink,
    );
    const fitted = effects;
    const counts = soundness(
      known.map(({ features, target }) => target - product(features, fitted)),
      trusted,
    );
    sound = counts.map((count, at) => count * trusted[at]!);
  }
  const own = effects.slice(-ofWaves.length);
  return waves.map((wave) => product(wave, own));
}

/** @param years from the middle of what is known */
function trendAt(years: number): number[] {
  return [years, years ** 2];
}
