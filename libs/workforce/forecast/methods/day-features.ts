import { placeInMonth } from '../civil-date.js';
import { kindsOf, type DayKind } from '../day-kinds.js';
import type { WorkedDay } from '../history.js';

/** Where in the month volumes bend: salaries, bills and statements come around its first day. */
const MONTH_KNOTS = [-6, -4, -2, 0, 2, 4, 6, 9];

/** How strongly effects are drawn to nothing: as if so many days without the effect had been seen. */
const SHRINK = { weekday: 0.3, closing: 0.3, month: 0.3, event: 0.3, driver: 0.1 };

/** What a day's total is explained by. */
export interface DayFeatures {
  /** One row for each day. */
  readonly rows: readonly (readonly number[])[];
  readonly kinds: readonly DayKind[];
  readonly penalties: readonly number[];
}

/** @param days learnt days and the days ahead, in order @param learnt how many of them were observed */
export function featuresOf(days: readonly WorkedDay[], learnt: number): DayFeatures {
  const kinds = kindsOf(days);
  const names = (of: (day: WorkedDay) => readonly string[]) => [...new Set(days.slice(0, learnt).flatMap(of))].sort();
  const events = names((day) => day.events ?? []);
  const drivers = names((day) => Object.keys(day.drivers ?? {}));
  const rows = days.map((day, place) => {
    const kind = kinds[place]!;
    return [
      ...Array.from({ length: 7 }, (_, weekday) => (weekday === kind.weekday ? 1 : 0)),
      kind.afterClosing ? 1 : 0,
      ...tents(placeInMonth(kind.day), MONTH_KNOTS),
      ...events.map((name) => (day.events?.includes(name) ? 1 : 0)),
      ...drivers.map((name) => day.drivers?.[name] ?? 0),
    ];
  });
  const penalties = [
    ...new Array<number>(7).fill(SHRINK.weekday),
    SHRINK.closing,
    ...MONTH_KNOTS.map(() => SHRINK.month),
    ...events.map(() => SHRINK.event),
    ...drivers.map(() => SHRINK.driver),
  ];
  return { rows, kinds, penalties };
}

/** Linear between the knots, level outside them. */
function tents(at: number, knots: readonly number[]): number[] {
  const last = knots.length - 1;
  const within = Math.min(Math.max(at, knots[0]!), knots[last]!);
  return knots.map((knot, place) => {
    const before = place === 0 ? -Infinity : knots[place - 1]!;
    const after = place === last ? Infinity : knots[place + 1]!;
    if (within <= before || within >= after) return within === knot ? 1 : 0;
    if (within <= knot) return before === -Infinity ? 1 : (within - before) / (knot - before);
    return after === Infinity ? 1 : (after - within) / (after - knot);
  });
}
