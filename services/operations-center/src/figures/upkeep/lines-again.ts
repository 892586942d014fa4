import { isDeepStrictEqual } from 'node:util';
import { Between, In, LessThan, LessThanOrEqual, MoreThan, MoreThanOrEqual, And, type EntityManager } from 'typeorm';
import type { Interval } from '../calendar/intervals.js';
import { FigureLineSchema, rowOf, type LineRow } from '../cells/line.schema.js';
import { FigureContactSchema } from '../facts/fact.schema.js';
import { linesOf } from '../journey/line.js';
import { insertAll } from './day-cells.js';
import type { Difference } from './differences.js';

/** Contacts of a transaction. */
const AT_ONCE = 200;

/** What a piece of a day came to. */
export interface Piece {
  readonly differences: readonly Difference[];
  /** How many contacts had a part in it. */
  readonly contacts: number;
  /** Where the next one begins; null: it was the last. */
  readonly next: string | null;
}

/** Lines of a day, made again of the facts of the next contacts; `repair` keeps what they should be. @param after a contact */
export async function linesAgain(tx: EntityManager, day: Interval, after: string, repair: boolean): Promise<Piece> {
  const where = {
    contactId: MoreThan(after),
    firstAt: LessThan(new Date(day.to)),
    lastAt: MoreThanOrEqual(new Date(day.from)),
  };
  const found = await tx.find(FigureContactSchema, { where, order: { contactId: 'ASC' }, take: AT_ONCE });
  const next = found.length < AT_ONCE ? null : found.at(-1)!.contactId;
  const of = next === null ? MoreThan(after) : And(MoreThan(after), LessThanOrEqual(next));
  const at = Between(new Date(day.from), new Date(day.to - 1));
  const stored = await tx.findBy(FigureLineSchema, { contactId: of, at });
  const computed = found.flatMap(({ contactId, facts }) => linesOf(facts).map((line) => rowOf(contactId, line)));
  const ofDay = computed.filter((line) => day.from <= line.at.getTime() && line.at.getTime() < day.to);
  const differences = differencesOf(stored, ofDay);
  if (repair && differences.length > 0) {
    const contactId = In([...new Set([...stored, ...ofDay].map((line) => line.contactId))]);
    await tx.delete(FigureLineSchema, { contactId, at });
    await insertAll(ofDay, (some) => tx.insert(FigureLineSchema, some));
  }
  return { differences, contacts: found.length, next };
}

function differencesOf(stored: readonly LineRow[], computed: readonly LineRow[]): Difference[] {
  const [before, after] = [named(stored), named(computed)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (isDeepStrictEqual({ ...one }, { ...other })) return [];
    return [{ of: `line ${name}`, name: 'line', stored: one ? 1 : 0, computed: other ? 1 : 0 }];
  });
}

function named(lines: readonly LineRow[]): Map<string, LineRow> {
  return new Map(lines.map((line) => [`${line.contactId} ${line.kind} ${line.no}`, line]));
}
