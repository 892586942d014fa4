import { Dice } from '#libs/kernel/dice';
import { dateOf, dayNumber, placeInMonth, weekdayOf } from './civil-date.js';
import type { ObservedDay } from './history.js';

/** A year that is made by a known law, for specs: what can be learnt from it is known. */
export interface Law {
  /** By weekday from Monday on; 0 is closed. */
  readonly weekdays: readonly number[];
  readonly intervals: readonly number[];
  /** Share that the first days of a month have more. */
  readonly monthStart?: number;
  /** Share more for each event by name. */
  readonly events?: Readonly<Record<string, number>>;
  readonly noise?: boolean;
}

export const OFFICE: Law = { weekdays: [1_300, 1_000, 950, 950, 1_000, 0, 0], intervals: [1, 3, 4, 2, 3, 2] };

export function someWeeks(
  weeks: number,
  law: Law,
  special: { closed?: readonly string[]; events?: Readonly<Record<string, readonly string[]>>; start?: string } = {},
): ObservedDay[] {
  const dice = new Dice(7);
  const start = dayNumber(special.start ?? '2026-01-05');
  const parts = law.intervals.reduce((sum, each) => sum + each, 0);
  return Array.from({ length: weeks * 7 }, (_, at) => start + at).flatMap((day): ObservedDay[] => {
    const date = dateOf(day);
    const base = law.weekdays[weekdayOf(day)]!;
    if (base === 0 || special.closed?.includes(date)) return [];
    const place = placeInMonth(day);
    const events = special.events?.[date] ?? [];
    const more = events.reduce((factor, name) => factor * (1 + (law.events?.[name] ?? 0)), 1);
    const total = base * (place >= 0 && place <= 2 ? 1 + (law.monthStart ?? 0) : 1) * more;
    const values = law.intervals.map((part) => {
      const mean = (total * part) / parts;
      return law.noise ? Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(dice))) : mean;
    });
    return [{ date, values, ...(events.length > 0 && { events }) }];
  });
}

/** Box & Muller 1958. */
function normal(dice: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next());
}
