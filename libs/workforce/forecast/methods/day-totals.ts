import { featuresOf, type DayFeatures } from './day-features.js';
import { totalOf, weightOf, type ObservedDay, type WorkedDay } from '../history.js';
import { product, ridge } from './ridge.js';
import { seasonOf } from './season.js';
import { soundness } from '../outliers/soundness.js';
import { dampedDays, slopeOf, type TrendSettings } from './trend.js';

export interface DayTotalSettings {
  /** How much the level of today says of tomorrow's, for each day: 0 a level for ever, near 1 only yesterday's. */
  readonly levelGain: number;
  /** Of the weight of a week, what is left of it a week later. */
  readonly memory: number;
  /** Without: the level stays as it is. */
  readonly trend?: TrendSettings;
  /** The season of the year is left to the level. */
  readonly withoutSeason?: boolean;
}

/** Days on either side that say what the level was. */
const NEIGHBOURS = 20;
const ROUNDS = 6;

/**
 * Totals of the days ahead: a level that moves, times the season of the year and what the kind of day does. Logarithms are added, so
 * effects are shares. The level goes on as an exponentially weighted mean of what is left (Brown 1959), with its trend if it is to have one.
 */
export function dayTotals(
  history: readonly ObservedDay[],
  ahead: readonly WorkedDay[],
  settings: DayTotalSettings,
): number[] {
  const { levelGain, trend, withoutSeason } = settings;
  const learnt = history.length;
  const features = featuresOf([...history, ...ahead], learnt);
  const { rows, kinds } = features;
  const observed = history.map(({ values }) => Math.log(totalOf(values) + 1));
  const season = withoutSeason ? rows.map(() => 0) : seasonOf(features, observed, history.map(weightOf));
  const logs = observed.map((log, at) => log - season[at]!);
  const { effects, sound } = effectsOf(history, logs, features, settings);
  const left = logs.map((log, at) => log - product(rows[at]!, effects));
  const days = kinds.map(({ day }) => day - kinds[learnt - 1]!.day);
  const fading = (gain: number) => sound.map((weight, at) => weight * (1 - gain) ** (learnt - 1 - at));
  const slope = trend ? slopeOf(left, days, fading(trend.gain)) : 0;
  const weights = fading(levelGain);
  const level = weightedMean(
    left.map((value, at) => value - slope * days[at]!),
    (at) => weights[at]!,
  );
  return ahead.map((_, place) => {
    const at = learnt + place;
    const risen = trend ? slope * dampedDays(trend.damping, days[at]!) : 0;
    return Math.max(0, Math.exp(level + risen + season[at]! + product(rows[at]!, effects)) - 1);
  });
}

/**
 * What the kind of day does: a ridge regression beside the level of the neighbouring days, in turns (backfitting; Hastie & Tibshirani
 * 1990). Odd days lose their weight, unless an event says why they are.
 */
function effectsOf(
  history: readonly ObservedDay[],
  logs: readonly number[],
  { rows, kinds, penalties }: DayFeatures,
  { memory }: DayTotalSettings,
): { effects: readonly number[]; sound: readonly number[] } {
  const trusted = history.map(weightOf);
  const today = kinds[logs.length - 1]!.day;
  let effects = penalties.map(() => 0);
  let sound = trusted;
  for (let round = 0; round < ROUNDS; round++) {
    const left = logs.map((log, at) => log - product(rows[at]!, effects));
    const levels = levelAround(left, sound);
    const odd = soundness(
      left.map((value, at) => value - levels[at]!),
      trusted,
    );
    sound = odd.map((value, at) => trusted[at]! * (history[at]!.events?.length ? 1 : value));
    effects = ridge(
      logs.map((log, at) => ({
        features: rows[at]!,
        target: log - levels[at]!,
        weight: sound[at]! * memory ** ((today - kinds[at]!.day) / 7),
      })),
      penalties,
    );
  }
  return { effects, sound };
}

function levelAround(left: readonly number[], sound: readonly number[]): number[] {
  return left.map((_, middle) => {
    let sum = 0;
    let weights = 0;
    for (let at = Math.max(0, middle - NEIGHBOURS); at <= Math.min(left.length - 1, middle + NEIGHBOURS); at++) {
      const weight = sound[at]! * (1 - Math.abs(at - middle) / (NEIGHBOURS + 1));
      sum += weight * left[at]!;
      weights += weight;
    }
    return weights > 0 ? sum / weights : 0;
  });
}

function weightedMean(values: readonly number[], weightAt: (place: number) => number): number {
  let sum = 0;
  let weights = 0;
  values.forEach((value, at) => {
    const weight = weightAt(at);
    sum += weight * value;
    weights += weight;
  });
  return weights > 0 ? sum / weights : 0;
}
