import { isDeepStrictEqual } from 'node:util';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LocalDays } from '../calendar/local-days.js';
import { changeCell } from '../cells/cell-writer.js';
import { changesOf } from '../cells/contributions.js';
import { FigureLineSchema, rowOf } from '../cells/line.schema.js';
import type { Fact } from '../journey/fact.js';
import { linesOf, type Line } from '../journey/line.js';
import { FigureContactSchema } from './fact.schema.js';
import { SetupBook, daysFor } from './setup-book.js';

/** Rows a hot cell is spread over, where writers do not take turns anyway. */
const SHARDS = 4;

/** Keeps what is told of contacts, and figures as they follow from it. */
@Injectable()
export class ContactFacts {
  constructor(
    private readonly database: Database,
    private readonly book: SetupBook,
  ) {}

  /**
   * A fact counts once, whenever it comes: figures change by the difference between the lines of what was known and those of
   * what is known now.
   */
  async take(contactId: string, tell: (tx: EntityManager, book: SetupBook) => Promise<Fact>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const days = await daysFor(tx, this.database.locksRows);
      const lock = this.database.locksRows ? { lock: { mode: 'pessimistic_write' as const } } : {};
      const known = await tx.findOne(FigureContactSchema, { where: { contactId }, ...lock });
      const fact = await tell(tx, this.book);
      const before = known?.facts ?? [];
      if (before.some(({ id }) => id === fact.id)) return;
      const facts = [...before, fact];
      const times = facts.map(({ at }) => at);
      const span = { firstAt: new Date(Math.min(...times)), lastAt: new Date(Math.max(...times)) };
      if (known) await tx.update(FigureContactSchema, { contactId }, { facts, ...span });
      else await tx.insert(FigureContactSchema, { contactId, facts, ...span });
      await this.#count(tx, contactId, linesOf(before), linesOf(facts), days);
    });
  }

  async #count(tx: EntityManager, contactId: string, before: Line[], after: Line[], days: LocalDays): Promise<void> {
    const gone = before.filter((line) => !after.some((other) => isDeepStrictEqual(line, other)));
    const come = after.filter((line) => !before.some((other) => isDeepStrictEqual(line, other)));
    for (const line of come) {
      const { kind, no } = line;
      const row = rowOf(contactId, line);
      if (before.some((other) => isSame(other, line))) await tx.update(FigureLineSchema, { contactId, kind, no }, row);
      else await tx.insert(FigureLineSchema, row);
    }
    for (const line of gone.filter((each) => !after.some((other) => isSame(other, each))))
      await tx.delete(FigureLineSchema, { contactId, kind: line.kind, no: line.no });
    const shard = this.database.locksRows ? shardOf(contactId) : 0;
    for (const change of changesOf(gone, come, days, shard)) await changeCell(tx, change, days);
  }
}

function isSame(one: Line, other: Line): boolean {
  return one.kind === other.kind && one.no === other.no;
}

function shardOf(contactId: string): number {
  return Number.parseInt(contactId.slice(-2), 16) % SHARDS;
}
