import type { EntityManager } from 'typeorm';
import { Between, MoreThanOrEqual } from 'typeorm';
import type { LocalDay } from '../calendar/local-days.js';
import { FigureCellSchema, FigureTimeSchema, type Cell, type TimeCell } from '../cells/cell.schema.js';
import { plus, TALLIED, type Tally } from '../formulas/tally.js';

/** Rows of an insert. */
const AT_ONCE = 100;

/** Makes the sums of a day from its quarters of an hour; those of later days, in another zone, are gone. */
export async function rebuildDay(tx: EntityManager, { from, to }: LocalDay): Promise<void> {
  const start = new Date(from);
  const quarters = { level: 'quarter' as const, start: Between(start, new Date(to - 1)) };
  const cells = summed((await tx.findBy(FigureCellSchema, quarters)).map((cell) => ({ ...cell, level: 'day', start })));
  const times = await tx.findBy(FigureTimeSchema, quarters);
  await tx.delete(FigureCellSchema, { level: 'day', start: MoreThanOrEqual(start) });
  await tx.delete(FigureTimeSchema, { level: 'day', start: MoreThanOrEqual(start) });
  await insertAll(cells, (some) => tx.insert(FigureCellSchema, some));
  const days = summedTimes(times.map((cell) => ({ ...cell, level: 'day' as const, start })));
  await insertAll(days, (some) => tx.insert(FigureTimeSchema, some));
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

export function summedTimes(cells: readonly TimeCell[]): TimeCell[] {
  const sums = new Map<string, TimeCell>();
  for (const cell of cells) {
    const { level, start, agentId, teamId, state } = cell;
    const name = JSON.stringify([level, start.getTime(), agentId, teamId, state]);
    sums.set(name, { ...cell, ms: cell.ms + (sums.get(name)?.ms ?? 0) });
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
