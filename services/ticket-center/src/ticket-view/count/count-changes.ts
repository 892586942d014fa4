import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { holds, mayHold, turnsAt } from '../condition/judged.js';
import type { WholeLine } from '../line/line-of-ticket.js';
import { CountBook } from './count-book.js';
import { CountMemberSchema, CountValueSchema, type CountMemberRow, type CountValueRow } from './count.schema.js';
import { keyOf, type CountedConditions, type CountKey } from './counted-conditions.js';

/** What is added to counts, one key beside the other. */
class Sums {
  readonly #rows = new Map<string, CountValueRow>();

  add(countId: string, { person, team }: CountKey, tickets: number): void {
    const name = JSON.stringify([countId, person, team]);
    this.#rows.set(name, { countId, person, team, tickets: (this.#rows.get(name)?.tickets ?? 0) + tickets });
  }

  /** In an order that all keep, so that nobody waits in a circle. */
  async write(tx: EntityManager): Promise<void> {
    const changed = [...this.#rows].filter(([, { tickets }]) => tickets !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    await addToRows(
      tx,
      CountValueSchema,
      changed.map(([, row]) => row),
      { sums: ['tickets'] },
    );
  }
}

/** Keeps counts level with lines, in the transaction that changes the line and behind its lock. */
@Injectable()
export class CountChanges {
  constructor(private readonly book: CountBook) {}

  /** @param before null: it is new */
  async follow(tx: EntityManager, before: WholeLine | null, after: WholeLine, now: Date): Promise<void> {
    const index = await this.book.index(tx);
    const looking = before ? index.lookingAt(changedBetween(before, after)) : index.all;
    if (looking.length === 0) return;
    const filling = await this.book.filling(tx);
    const counts = looking.filter(({ id }) => isCountedUpTo(filling.get(id), after.row.ticketId));
    const sums = new Sums();
    for (const count of counts.filter(({ relative }) => !relative)) {
      if (before && holds(count.conditions, before, now)) sums.add(count.id, keyOf(count, before), -1);
      if (holds(count.conditions, after, now)) sums.add(count.id, keyOf(count, after), 1);
    }
    await this.#followInTime(
      tx,
      counts.filter(({ relative }) => relative),
      [after],
      sums,
      now,
    );
    await sums.write(tx);
  }

  /** Lines that counts had not seen. */
  async fill(
    tx: EntityManager,
    counts: readonly CountedConditions[],
    lines: readonly WholeLine[],
    now: Date,
  ): Promise<void> {
    const sums = new Sums();
    for (const count of counts.filter(({ relative }) => !relative))
      for (const line of lines) if (holds(count.conditions, line, now)) sums.add(count.id, keyOf(count, line), 1);
    await this.#followInTime(
      tx,
      counts.filter(({ relative }) => relative),
      lines,
      sums,
      now,
    );
    await sums.write(tx);
  }

  /** Time alone has changed what holds of the line. */
  async turn(tx: EntityManager, countIds: readonly string[], line: WholeLine, now: Date): Promise<void> {
    const sums = new Sums();
    const counts = (await this.book.index(tx)).all.filter(({ id }) => countIds.includes(id));
    await this.#followInTime(tx, counts, [line], sums, now);
    await sums.write(tx);
  }

  async #followInTime(
    tx: EntityManager,
    counts: readonly CountedConditions[],
    lines: readonly WholeLine[],
    sums: Sums,
    now: Date,
  ): Promise<void> {
    if (counts.length === 0 || lines.length === 0) return;
    const where = { ticketId: In(lines.map(({ row }) => row.ticketId)), countId: In(counts.map(({ id }) => id)) };
    const had = await tx.findBy(CountMemberSchema, where);
    for (const { countId, counted, ...key } of had) if (counted) sums.add(countId, key, -1);
    const has = counts.flatMap((count) => lines.flatMap((line) => memberOf(count, line, now) ?? []));
    for (const { countId, counted, ...key } of has) if (counted) sums.add(countId, key, 1);
    if (had.length > 0) await tx.delete(CountMemberSchema, where);
    await insertRows(tx, CountMemberSchema, has);
  }
}

function memberOf(count: CountedConditions, line: WholeLine, now: Date): CountMemberRow | undefined {
  if (!mayHold(count.conditions, line, now)) return undefined;
  const [counted, turns] = [holds(count.conditions, line, now), turnsAt(count.conditions, line, now)];
  if (!counted && turns === null) return undefined;
  return { countId: count.id, ticketId: line.row.ticketId, ...keyOf(count, line), counted, turnsAt: turns };
}

function isCountedUpTo(filledTo: string | undefined, ticketId: string): boolean {
  return filledTo === undefined || ticketId <= filledTo;
}

/** Names of attributes that are another thing. */
export function changedBetween(before: WholeLine, after: WholeLine): Set<string> {
  const changed = new Set<string>();
  for (const [name, value] of Object.entries(after.row))
    if (!isSame(value, before.row[name as keyof typeof before.row])) changed.add(name);
  const [had, has] = [textsOf(before), textsOf(after)];
  for (const text of [...had, ...has])
    if (!had.has(text) || !has.has(text)) changed.add(text.slice(0, text.indexOf('\n')));
  return changed;
}

function textsOf({ values }: WholeLine): Set<string> {
  return new Set(values.map(({ attribute, value }) => `${attribute}\n${value}`));
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}
