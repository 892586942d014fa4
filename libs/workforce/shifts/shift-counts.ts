import type { Highs, Model } from 'highs';
import { paidMinutes, presence, type ShiftOption } from './shift-option.js';

export const DAY_MINUTES = 1_440;
export const DAYS_AT_ONCE = 7;
/** What one missing for an interval costs; beyond a fifth of those needed, one more costs twice that, so that lack is shared out. */
export const MISSING = 1_000;
export const SHARED_LACK = 0.2;
export const TOO_MANY = 20;
/** What one costs that was not there before. */
export const CHANGED = 100;
/** A busy machine may find nothing in the first; then whatever is found first is better than nobody. */
export const SECONDS = [3, 30, 120];
/** HiGHS: `kSolutionStatusFeasible`. */
export const FEASIBLE = 2;

/** Not even a bad answer in the longest time. */
export class NoShiftCounts extends Error {}

export interface DemandForShifts {
  readonly intervalMinutes: number;
  /** For each day, how many are needed in each of its intervals. */
  readonly needed: readonly (readonly number[])[];
  readonly options: readonly ShiftOption[];
  /** For each day, the options that cannot be worked then. */
  readonly closed?: readonly (readonly number[])[];
  /** For each day, how many people could come. */
  readonly people: readonly number[];
  /** Paid minutes that all of them may work in a week. */
  readonly weeklyMinutes: number;
  /** At work at the same time at most, by interval from the first midnight; none: there are seats enough. */
  readonly seats?: readonly number[] | undefined;
  /** For each day, how many work each option already: others come only where they are worth a change. */
  readonly kept?: readonly (readonly number[])[];
}

export interface CountedShifts {
  /** For each day, how many work each option. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * How many work which shift, whoever they are: an integer program, a week at a time, on what the week before left over.
 * @throws NoShiftCounts
 */
export function countShifts(highs: Highs, demand: DemandForShifts): CountedShifts {
  const counts: number[][] = [];
  const perDay = DAY_MINUTES / demand.intervalMinutes;
  const covered = new Float64Array((demand.needed.length + 2) * perDay);
  const seated = new Float64Array(covered.length);
  const shapes = demand.options.map((option) => presence(option, demand.intervalMinutes));
  for (let day = 0; day < demand.needed.length; day += DAYS_AT_ONCE) {
    const week = countWeek(highs, demand, day, shapes, { covered, seated });
    week.forEach((line, at) =>
      line.forEach((count, option) =>
        shapes[option]!.forEach((part, interval) => {
          covered[(day + at) * perDay + interval]! += part * count;
          if (isSeated(demand, option, interval)) seated[(day + at) * perDay + interval]! += count;
        }),
      ),
    );
    counts.push(...week);
  }
  return { counts };
}

/** A seat is taken from the beginning to the end, pauses among it. @param interval from the midnight that begins the day of the shift */
export function isSeated(
  { options, intervalMinutes }: Pick<DemandForShifts, 'options' | 'intervalMinutes'>,
  option: number,
  interval: number,
): boolean {
  return (interval + 1) * intervalMinutes > options[option]!.startsAt;
}

/**
 * Columns: of each day and option those who are there already, and as many again who would be new; then of each interval the
 * lack that is shared, more lack, and what is too many.
 */
function countWeek(
  highs: Highs,
  demand: DemandForShifts,
  first: number,
  shapes: readonly (readonly number[])[],
  { covered, seated }: { readonly covered: Float64Array; readonly seated: Float64Array },
): number[][] {
  const { needed, options, closed, people, weeklyMinutes, seats, intervalMinutes, kept } = demand;
  const days = Math.min(DAYS_AT_ONCE, needed.length - first);
  const perDay = DAY_MINUTES / intervalMinutes;
  const intervals = days * perDay;
  const need = Array.from({ length: intervals }, (_, at) =>
    Math.max(0, needed[first + Math.floor(at / perDay)]![at % perDay]! - covered[first * perDay + at]!),
  );
  const free = (at: number) =>
    seats === undefined ? Infinity : Math.max(0, seats[first * perDay + at]! - seated[first * perDay + at]!);
  const whole = days * options.length;
  // Rows: intervals, seats, people of a day, minutes of the week.
  const [seatRow, peopleRow, minutesRow] = [intervals, 2 * intervals, 2 * intervals + days];
  const entries: (readonly [number, number])[][] = [];
  for (let day = 0; day < days; day++)
    options.forEach((option, at) => {
      const places = shapes[at]!.map((part, interval) => [day * perDay + interval, part] as const).filter(
        ([row]) => row < intervals,
      );
      const taken = places
        .filter(([row]) => isSeated(demand, at, row - day * perDay))
        .map(([row]) => [seatRow + row, 1] as const);
      entries.push([...places, ...taken, [peopleRow + day, 1], [minutesRow, paidMinutes(option)]]);
    });
  entries.push(...entries);
  for (const sign of [1, 1, -1]) for (let at = 0; at < intervals; at++) entries.push([[at, sign]]);
  const open = (count: number) => new Array<number>(count).fill(Infinity);
  const pay = Array.from({ length: whole }, (_, at) => paidMinutes(options[at % options.length]!) / DAY_MINUTES);
  const most = (at: number, count: number) =>
    closed?.[first + Math.floor(at / options.length)]?.includes(at % options.length) ? 0 : count;
  const before = Array.from(
    { length: whole },
    (_, at) => kept?.[first + Math.floor(at / options.length)]?.[at % options.length] ?? 0,
  );
  const model = highs.createModel({
    ...{ numCols: entries.length, numRows: minutesRow + 1 },
    colCost: [
      ...pay,
      ...pay.map((cost) => cost + (kept ? CHANGED : 0)),
      ...need.map(() => MISSING),
      ...need.map(() => 2 * MISSING),
      ...need.map(() => TOO_MANY),
    ],
    colLower: new Array<number>(entries.length).fill(0),
    colUpper: [
      ...before.map((count, at) => most(at, count)),
      ...before.map((_, at) => most(at, Infinity)),
      ...need.map((count) => SHARED_LACK * count),
      ...open(2 * intervals),
    ],
    rowLower: [...need, ...open(intervals + days + 1).map((each) => -each)],
    rowUpper: [...need, ...need.map((_, at) => free(at)), ...people.slice(first, first + days), weeklyMinutes],
    matrix: {
      format: 'csc' as const,
      ...{ numRows: minutesRow + 1, numCols: entries.length },
      starts: entries.reduce<number[]>((starts, each) => [...starts, starts.at(-1)! + each.length], [0]),
      indices: entries.flatMap((each) => each.map(([row]) => row)),
      values: entries.flatMap((each) => each.map(([, value]) => value)),
    },
  });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 0.01 });
    model.changeColsIntegrality({ kind: 'range', from: 0, to: 2 * whole - 1 }, new Int32Array(2 * whole).fill(1));
    const counts = solved(model);
    return Array.from({ length: days }, (_, day) =>
      options.map((__, at) => {
        const column = day * options.length + at;
        return Math.round(counts[column]! + counts[whole + column]!);
      }),
    );
  } finally {
    model.dispose();
  }
}

function solved(model: Model): Float64Array {
  for (const seconds of SECONDS) {
    model.options.set({ time_limit: model.getRunTime() + seconds });
    model.run();
    if (model.info.get('primal_solution_status') === FEASIBLE) return model.getSolution().colValue;
  }
  throw new NoShiftCounts('no answer was found in time');
}
