import { Between, IsNull, Not, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { QUARTER_MS } from '../calendar/intervals.js';
import type { LocalDay, LocalDays } from '../calendar/local-days.js';
import { FigureCellSchema, FigureTimeSchema, type Cell, type CellLevel } from '../cells/cell.schema.js';
import { cellsOf } from '../cells/contributions.js';
import { FigureLineSchema, lineOf, type LineRow } from '../cells/line.schema.js';
import { forgetDays, insertAll, keepDay, summed, summedOfDay } from './day-cells.js';
import { differencesOf, type Difference } from './differences.js';

interface Part {
  readonly cells: FindOptionsWhere<Cell>;
  readonly lines: FindOptionsWhere<LineRow>;
  readonly level: CellLevel;
}

/** Sums of a quarter of an hour, made again of its lines. @param start ms since the epoch */
export function quarterAgain(
  tx: EntityManager,
  start: number,
  days: LocalDays,
  repair: boolean,
): Promise<Difference[]> {
  const cells = { level: 'quarter' as const, start: new Date(start) };
  const lines = { at: Between(new Date(start), new Date(start + QUARTER_MS - 1)) };
  return again(tx, { cells, lines, level: 'quarter' }, days, repair);
}

/** Of now, of the lines that are not over. */
export function nowAgain(tx: EntityManager, days: LocalDays, repair: boolean): Promise<Difference[]> {
  return again(tx, { cells: { level: 'now' }, lines: { phase: Not(IsNull()) }, level: 'now' }, days, repair);
}

/** Sums of the day, made again of those of its quarters. */
export async function dayAgain(tx: EntityManager, day: LocalDay, repair: boolean): Promise<Difference[]> {
  const should = await summedOfDay(tx, day);
  const theDay = { level: 'day' as const, start: new Date(day.from) };
  const differences = [
    ...differencesOf(summed(await tx.findBy(FigureCellSchema, theDay)), should.cells),
    ...differencesOf(await tx.findBy(FigureTimeSchema, theDay), should.times),
  ];
  if (repair && differences.length > 0) {
    await forgetDays(tx, theDay);
    await keepDay(tx, should);
  }
  return differences;
}

async function again(tx: EntityManager, part: Part, days: LocalDays, repair: boolean): Promise<Difference[]> {
  const lines = await tx.findBy(FigureLineSchema, part.lines);
  const counted = lines.map(lineOf).flatMap((line) =>
    cellsOf(line, days, 0)
      .filter(({ key }) => key.level === part.level)
      .map(({ key, tally }) => ({ ...key, ...tally, longestWaitMs: key.level === 'now' ? 0 : (line.waitMs ?? 0) })),
  );
  const cells = summed(counted);
  const differences = differencesOf(summed(await tx.findBy(FigureCellSchema, part.cells)), cells);
  if (!repair || differences.length === 0) return differences;
  await tx.delete(FigureCellSchema, part.cells);
  await insertAll<Cell>(cells, (some) => tx.insert(FigureCellSchema, some));
  return differences;
}
