import type { EntityManager } from 'typeorm';
import { Between, MoreThanOrEqual, type FindOperator } from 'typeorm';
import type { LocalDay } from '../calendar/local-days.js';
import { FigureCellSchema, FigureTimeSchema, type Cell, type TimeCell } from '../cells/cell.schema.js';
import { summedTimes } from '../cells/times.js';
import { plus, TALLIED, type Tally } from '../formulas/tally.js';

/** Rows of an insert. */
const AT_ONCE = 100;

export interface DaySums {
  readonly cells: readonly Cell[];
  readonly times: readonly TimeCell[];
}

/** The sums of a day, by its quarters of an hour. */
export async function summedOfDay(tx: EntityManager, { from, to }: LocalDay): Promise<DaySums> {
  const start = new Date(from);
  const quarters = { level: 'quarter' as const, start: Between(start, new Date(to - 1)) };
  const ofDay = { level: 'day' as const, start };
  const cells = summed((await tx.findBy(FigureCellSchema, quarters)).map((cell) => ({ ...cell, ...ofDay })));
  const times = summedTimes((await tx.findBy(FigureTimeSchema, quarters)).map((cell) => ({ ...cell, ...ofDay })));
  return { cells, times };
}

export async function keepDay(tx: EntityManager, { cells, times }: DaySums): Promise<void> {
  await insertAll(cells, (some) => tx.insert(FigureCellSchema, some));
  await insertAll(times, (some) => tx.insert(FigureTimeSchema, some));
}

export async function forgetDays(
  tx: EntityManager,
  days: { readonly level: 'day'; readonly start: Date | FindOperator<Date> },
): Promise<void> {
  await tx.delete(FigureCellSchema, days);
  await tx.delete(FigureTimeSchema, days);
}

/** In another zone: makes the sums of the day that goes on anew; those of later days are gone. */
export async function rebuildDay(tx: EntityManager, day: LocalDay): Promise<void> {
  const sums = await summedOfDay(tx, day);
  await forgetDays(tx, { level: 'day', start: MoreThanOrEqual(new Date(day.from)) });
  await keepDay(tx, sums);
}

/** Cells of the same key become one, in one shard. */
export function summed(cells: readonly Cell[]): Cell[] {
  const sums = new Map<string, Cell>();
  for (const cell of cells) {
    const { level, start, kind, id, part, longestWaitMs } = cell;
    const name = JSON.stringify([level, start.getTime(), kind, id, part]);
    const known = sums.get(name);
    const tally = known ? plus(known, cell) : onlyTally(cell);
    const longest = Math.max(longestWaitMs, known?.longestWaitMs ?? 0);
    sums.set(name, { level, start, kind, id, part, shard: 0, ...tally, longestWaitMs: longest });
  }
  return [...sums.values()];
}

/** In pieces that every engine takes. */
export async function insertAll<Row>(rows: readonly Row[], insert: (some: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) await insert(rows.slice(from, from + AT_ONCE));
}

function onlyTally(cell: Cell): Tally {
  return Object.fromEntries(TALLIED.map((name) => [name, cell[name]])) as Tally;
}
