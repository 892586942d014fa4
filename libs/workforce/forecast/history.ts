import { dayNumber } from './civil-date.js';
import { HistoryInvalid, HistoryTooShort } from './forecast.errors.js';

/** A day on which a planning group works. */
export interface WorkedDay {
  /** YYYY-MM-DD, in the group's time zone. Days that are left out are closed. */
  readonly date: string;
  /** What is special about it by name, e.g. `black-friday`: learnt from earlier days of the same name. */
  readonly events?: readonly string[];
  /** What drives the volume, e.g. `{ mailings: 1.2 }`; 0 where it is not named. */
  readonly drivers?: Readonly<Record<string, number>>;
}

/** With what came in, interval by interval; every day of a history has as many intervals. */
export interface ObservedDay extends WorkedDay {
  readonly values: readonly number[];
  /** How much is learnt from it, 1 unless said otherwise; 0: nothing, but that it was worked. */
  readonly weight?: number;
}

/** With what was handled in each interval, in seconds together. */
export interface HandledDay extends ObservedDay {
  readonly handledSeconds: readonly number[];
}

export function weightOf({ weight = 1 }: Pick<ObservedDay, 'weight'>): number {
  return weight;
}

/** @throws HistoryInvalid, HistoryTooShort */
export function requireHistory(history: readonly ObservedDay[], fewest: number): void {
  if (history.length < fewest)
    throw new HistoryTooShort(`At least ${fewest} days are needed.`, { days: history.length });
  const intervals = history[0]!.values.length;
  if (intervals === 0) throw new HistoryInvalid('A day has at least one interval.');
  let last = -Infinity;
  if (history.every((day) => weightOf(day) === 0)) throw new HistoryTooShort('Nothing may be learnt from any day.');
  for (const { date, values, weight = 1 } of history) {
    const day = dayNumber(date);
    if (day <= last) throw new HistoryInvalid('Days are in order, each once.', { date });
    if (values.length !== intervals) throw new HistoryInvalid('Every day has as many intervals.', { date });
    if (!values.every((value) => value >= 0 && Number.isFinite(value)))
      throw new HistoryInvalid('Volumes are finite numbers from 0 on.', { date });
    if (!(weight >= 0 && Number.isFinite(weight)))
      throw new HistoryInvalid('Weights are finite numbers from 0 on.', { date });
    last = day;
  }
}

export function totalOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
