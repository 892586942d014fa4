import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Between, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { QUARTER_MS } from '../calendar/intervals.js';
import type { LocalDays } from '../calendar/local-days.js';
import { TALLIED } from '../formulas/tally.js';
import { FigureCellSchema, FigureTimeSchema, type CellKey, type TimeCell } from './cell.schema.js';
import type { CellChange } from './contributions.js';
import { FigureLineSchema, type LineRow } from './line.schema.js';

/**
 * Changes cells by differences; lines are written before. Only where the longest wait was taken back, the others are asked which
 * is the longest now.
 */
export async function changeCells(tx: EntityManager, changes: readonly CellChange[], days: LocalDays): Promise<void> {
  const rows = changes
    .filter(({ by, waitMs, goneMs }) => waitMs !== goneMs || TALLIED.some((name) => by[name] !== 0))
    .map(({ key, by, waitMs }) => ({ ...key, ...by, longestWaitMs: waitMs }));
  await addToRows(tx, FigureCellSchema, rows, { sums: TALLIED, largest: ['longestWaitMs'] });
  for (const { key, waitMs, goneMs } of changes) if (goneMs > waitMs) await measureLongest(tx, key, days);
}

/** Adds time to cells, in the order in which everybody locks them. */
export function addTimes(tx: EntityManager, cells: readonly TimeCell[]): Promise<void> {
  return addToRows(tx, FigureTimeSchema, cells, { sums: ['ms'] });
}

/** In all shards: none may keep a wait that was another's. */
async function measureLongest(tx: EntityManager, key: CellKey, days: LocalDays): Promise<void> {
  const { level, start, kind, id, part } = key;
  const from = start.getTime();
  const to = level === 'day' ? days.of(from).to : from + QUARTER_MS;
  const owner = kind === 'queue' ? { queueId: id } : { channel: id, product: part };
  const at = Between(new Date(from), new Date(to - 1));
  const where: FindOptionsWhere<LineRow> = { kind, at, ...owner };
  const lines = tx.createQueryBuilder(FigureLineSchema, 'line').select('MAX(line.waitMs)', 'longest').where(where);
  const found = await lines.getRawOne<{ longest: number | string | null }>();
  await tx.update(FigureCellSchema, { level, start, kind, id, part }, { longestWaitMs: Number(found?.longest ?? 0) });
}
