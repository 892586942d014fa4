import { featuresOf } from './day-features.js';
import { totalOf, weightOf, type ObservedDay, type WorkedDay } from './history.js';
import { product, ridge } from './ridge.js';

export interface DayTotalSettings {
  /** How much the level of today says of tomorrow's, for each day: 0 a level for ever, near 1 only yesterday's. */
  readonly levelGain: number;
  /** Of the weight of a week, what is left of it a week later. */
  readonly memory: number;
}

export interface DayTotals {
  /** For each day ahead. */
  readonly ahead: readonly number[];
  /** For each day learnt from, as it is explained by its neighbours and its kind. */
  readonly explained: readonly number[];
}

/** Days on either side that say what the level was. */
const NEIGHBOURS = 20;
const ROUNDS = 6;
/** A day that is further from what explains it than so many usual distances counts for little (Huber 1964). */
const ODD = 3;
/** Days never are more alike than this share. */
const ALIKE = 0.02;
/** Of a normal distribution, the standard deviation in median absolute deviations. */
const MAD_TO_SIGMA = 1.4826;

/**
 * Totals of the days ahead: a level that moves, times what the kind of day does. Logarithms are added, so effects are shares. The effects are a
 * ridge regression beside the level of the neighbouring days, in turns (backfitting; Hastie & Tibshirani 1990); the level goes on as
 * an exponentially weighted mean of what is left (Brown 1959). Odd days lose their weight, unless an event
 * says why they are.
 */
export function dayTotals(
  history: readonly ObservedDay[],
  ahead: readonly WorkedDay[],
  { levelGain, memory }: DayTotalSettings,
): DayTotals {
  const learnt = history.length;
  const { rows, kinds, penalties } = featuresOf([...history, ...ahead], learnt);
  const logs = history.map(({ values }) => Math.log(totalOf(values) + 1));
  const today = kinds[learnt - 1]!.day;
  const ages = kinds.slice(0, learnt).map(({ day }) => (today - day) / 7);
  let effects = penalties.map(() => 0);
  const trusted = history.map(weightOf);
  let sound = trusted;
  let levels = logs;
  for (let round = 0; round < ROUNDS; round++) {
    const left = logs.map((log, at) => log - product(rows[at]!, effects));
    levels = levelAround(left, sound);
    const odd = soundness(
      left.map((value, at) => value - levels[at]!),
      trusted,
    );
    sound = odd.map((value, at) => trusted[at]! * (history[at]!.events?.length ? 1 : value));
    effects = ridge(
      logs.map((log, at) => ({
        features: rows[at]!,
        target: log - levels[at]!,
        weight: sound[at]! * memory ** ages[at]!,
      })),
      penalties,
    );
  }
  const left = logs.map((log, at) => log - product(rows[at]!, effects));
  const level = weightedMean(left, (at) => sound[at]! * (1 - levelGain) ** (learnt - 1 - at));
  const total = (at: number, base: number) => Math.max(0, Math.exp(base + product(rows[at]!, effects)) - 1);
  return {
    ahead: ahead.map((_, place) => total(learnt + place, level)),
    explained: history.map((_, at) => total(at, levels[at]!)),
  };
}

function levelAround(left: readonly number[], sound: readonly number[]): number[] {
  return left.map((_, middle) => {
    const from = Math.max(0, middle - NEIGHBOURS);
    const near = left.slice(from, middle + NEIGHBOURS + 1);
    return weightedMean(near, (at) => sound[from + at]! * (1 - Math.abs(from + at - middle) / (NEIGHBOURS + 1)));
  });
}

function soundness(residuals: readonly number[], trusted: readonly number[]): number[] {
  const sizes = residuals.map(Math.abs);
  const sorted = sizes.filter((_, at) => trusted[at]! > 0).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const usual = Math.max(ALIKE, MAD_TO_SIGMA * median);
  return sizes.map((size) => (size <= ODD * usual ? 1 : (ODD * usual) / size));
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
