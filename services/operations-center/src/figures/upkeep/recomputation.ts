import { isDeepStrictEqual } from 'node:util';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, IsNull, Not, type EntityManager } from 'typeorm';
import { LocalDays, type LocalDay } from '../calendar/local-days.js';
import { FigureCellSchema, FigureTimeSchema, type Cell, type TimeCell } from '../cells/cell.schema.js';
import { cellsOf } from '../cells/contributions.js';
import { FigureLineSchema, type LineRow } from '../cells/line.schema.js';
import { FigureSettingsSchema, THE_SETTINGS } from '../facts/settings.schema.js';
import { insertAll, rebuildDay, summed, summedTimes } from './day-cells.js';
import { differencesOf, type Difference } from './differences.js';
import { rawDay, type RawDay } from './raw-day.js';

const MOST_DIFFERENCES = 200;

export interface Recomputed {
  readonly date: string;
  /** That had a part in the day. */
  readonly contacts: number;
  readonly differences: readonly Difference[];
  readonly isRepaired: boolean;
}

/** Makes a day's figures again from the facts and says what is another. Whoever writes figures waits meanwhile. */
@Injectable()
export class Recomputation {
  constructor(private readonly database: Database) {}

  /** @param repair puts right what differs */
  of(date: string, repair: boolean): Promise<Recomputed> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.locksRows ? { lock: { mode: 'pessimistic_write' as const } } : {};
      const settings = await tx.findOneOrFail(FigureSettingsSchema, { where: { id: THE_SETTINGS }, ...lock });
      const days = LocalDays.in(settings.timeZone);
      const day = days.named(date);
      const raw = await rawDay(tx, day, days);
      const differences = await this.#compare(tx, day, raw, days);
      const isRepaired = repair && differences.length > 0;
      if (isRepaired) await this.#repair(tx, day, raw, days);
      return { date, contacts: raw.contacts, differences: differences.slice(0, MOST_DIFFERENCES), isRepaired };
    });
  }

  async #compare(tx: EntityManager, day: LocalDay, raw: RawDay, days: LocalDays): Promise<Difference[]> {
    const quarters = { level: 'quarter' as const, start: startsIn(day) };
    const theDay = { level: 'day' as const, start: new Date(day.from) };
    const cells = [...raw.cells, ...(await standingNow(tx, days))];
    const [stored, times] = [await tx.findBy(FigureCellSchema, quarters), await tx.findBy(FigureTimeSchema, quarters)];
    stored.push(...(await tx.findBy(FigureCellSchema, { level: 'now' })));
    const storedDay = await tx.findBy(FigureCellSchema, theDay);
    const asDay = raw.cells.map((cell) => ({ ...cell, ...theDay }));
    const lines = await tx.findBy(FigureLineSchema, { at: startsIn(day) });
    return [
      ...differencesOf(summed([...stored, ...storedDay]), summed([...cells, ...asDay])),
      ...differencesOf(summedTimes(times), raw.times),
      ...lineDifferences(lines, raw.lines),
    ];
  }

  async #repair(tx: EntityManager, day: LocalDay, { lines, cells, times }: RawDay, days: LocalDays): Promise<void> {
    const quarters = { level: 'quarter' as const, start: startsIn(day) };
    await tx.delete(FigureLineSchema, { at: startsIn(day) });
    await insertAll(lines, (some) => tx.insert(FigureLineSchema, some));
    await tx.delete(FigureCellSchema, quarters);
    await tx.delete(FigureTimeSchema, quarters);
    await tx.delete(FigureCellSchema, { level: 'now' });
    await insertAll<Cell>(cells, (some) => tx.insert(FigureCellSchema, some));
    await insertAll<Cell>(await standingNow(tx, days), (some) => tx.insert(FigureCellSchema, some));
    await insertAll<TimeCell>(times, (some) => tx.insert(FigureTimeSchema, some));
    await rebuildDay(tx, day);
  }
}

/** What the lines say of now. */
async function standingNow(tx: EntityManager, days: LocalDays): Promise<Cell[]> {
  const rows = await tx.findBy(FigureLineSchema, { phase: Not(IsNull()) });
  const cells = rows.flatMap((row) => {
    const line = { ...row, at: row.at.getTime(), product: row.product === '' ? null : row.product };
    return cellsOf(line, days, 0).filter(({ key }) => key.level === 'now');
  });
  return summed(cells.map(({ key, tally }) => ({ ...key, ...tally, longestWaitMs: 0 })));
}

function lineDifferences(stored: readonly LineRow[], computed: readonly LineRow[]): Difference[] {
  const named = (lines: readonly LineRow[]) =>
    new Map(lines.map((line) => [`${line.contactId} ${line.kind} ${line.no}`, line]));
  const [before, after] = [named(stored), named(computed)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (isDeepStrictEqual({ ...one }, { ...other })) return [];
    return [{ of: `line ${name}`, name: 'line', stored: one ? 1 : 0, computed: other ? 1 : 0 }];
  });
}

function startsIn({ from, to }: LocalDay) {
  return Between(new Date(from), new Date(to - 1));
}
