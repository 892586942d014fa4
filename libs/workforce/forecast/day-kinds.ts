import { dayNumber, weekdayOf } from './civil-date.js';
import type { WorkedDay } from './history.js';

/** What a day is like by its place among the days that are worked. */
export interface DayKind {
  /** Days since 1970. */
  readonly day: number;
  /** The weekday it behaves like, 0 is Monday. */
  readonly weekday: number;
  /** The days before it were closed although they usually are not: what was not asked then is asked now. */
  readonly afterClosing: boolean;
}

/**
 * The first day after an unusual closing behaves like the weekday that usually comes after one: after a closed Monday, Tuesday is
 * Monday. Where no weekday does, it stays itself.
 */
export function kindsOf(days: readonly WorkedDay[]): DayKind[] {
  const numbers = days.map(({ date }) => dayNumber(date));
  const gaps = numbers.map((day, place) => (place === 0 ? null : day - numbers[place - 1]!));
  const usual = usualGaps(numbers, gaps);
  const first = [...usual].sort(([, a], [, b]) => b - a)[0];
  const opener = first !== undefined && first[1] > 1 ? first[0] : null;
  return numbers.map((day, place) => {
    const own = weekdayOf(day);
    const gap = gaps[place] ?? null;
    const afterClosing = gap !== null && gap > (usual.get(own) ?? gap);
    return { day, weekday: afterClosing && opener !== null ? opener : own, afterClosing };
  });
}

/** For each weekday the gap before it that is most frequent. */
function usualGaps(days: readonly number[], gaps: readonly (number | null)[]): Map<number, number> {
  const counts = new Map<number, Map<number, number>>();
  days.forEach((day, place) => {
    const gap = gaps[place] ?? null;
    if (gap === null) return;
    const of = counts.get(weekdayOf(day)) ?? new Map<number, number>();
    counts.set(weekdayOf(day), of.set(gap, (of.get(gap) ?? 0) + 1));
  });
  return new Map(
    [...counts].map(([weekday, of]) => [weekday, [...of].sort(([a, m], [b, n]) => n - m || a - b)[0]![0]]),
  );
}
