import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConditionsSql } from '../condition/conditions-sql.js';
import { CountBook } from '../count/count-book.js';
import { ANYONE, CountSchema, CountValueSchema, type CountRow } from '../count/count.schema.js';
import { countedConditions } from '../count/counted-conditions.js';
import { TicketViewSchema } from '../view/ticket-view.schema.js';
import type { Difference } from './check.schema.js';

interface Counted {
  readonly person: string | null;
  readonly team: string | null;
  readonly tickets: number | string;
}

/** Counts beside a scan of all lines, in one transaction that sees both at the same moment. */
@Injectable()
export class CountTruth {
  constructor(
    private readonly database: Database,
    private readonly book: CountBook,
    private readonly clock: Clock,
  ) {}

  /** Of one count; one that differs is counted anew, under another id so that nothing old is added to it. */
  check(count: CountRow): Promise<Difference[]> {
    return this.database.transaction(async (tx) => {
      const [said, so] = [await this.#said(tx, count), await this.#so(tx, count)];
      const differences = [...new Set([...said.keys(), ...so.keys()])].flatMap((key) => {
        const [counted, tickets] = [said.get(key) ?? 0, so.get(key) ?? 0];
        const [person, team] = JSON.parse(key) as [string, string];
        return counted === tickets ? [] : [{ countId: count.id, person, team, counted, tickets }];
      });
      if (differences.length > 0) await this.#anew(tx, count);
      return differences;
    });
  }

  async #said(tx: EntityManager, { id }: CountRow): Promise<Map<string, number>> {
    const rows = await tx.findBy(CountValueSchema, { countId: id });
    return new Map(rows.map(({ person, team, tickets }) => [JSON.stringify([person, team]), tickets]));
  }

  async #so(tx: EntityManager, count: CountRow): Promise<Map<string, number>> {
    const { conditions, person, team } = countedConditions(count);
    const { sql, values } = new ConditionsSql(tx, null, this.clock.now()).of({
      all: conditions.all.filter((condition) => condition !== person && condition !== team),
      any: conditions.any,
    });
    const grouped = [person?.attribute, team?.attribute].filter((name) => name !== undefined);
    const chosen = `${person?.attribute ?? 'NULL'} AS person, ${team?.attribute ?? 'NULL'} AS team`;
    const by = grouped.length > 0 ? ` GROUP BY ${grouped.join(', ')}` : '';
    const text = `SELECT ${chosen}, COUNT(*) AS tickets FROM ticket_line WHERE ${sql}${by}`;
    const rows = await tx.query<Counted[]>(text, [...values]);
    const key = (row: Counted) =>
      JSON.stringify([person ? (row.person ?? '') : ANYONE, team ? (row.team ?? '') : ANYONE]);
    return new Map(rows.map((row) => [key(row), Number(row.tickets)]));
  }

  async #anew(tx: EntityManager, { id, fingerprint, ...count }: CountRow): Promise<void> {
    const next = newId(this.clock.now());
    await tx.update(CountSchema, { id }, { fingerprint: id, views: 0 });
    await tx.insert(CountSchema, { ...count, id: next, fingerprint, live: false, filledTo: '' });
    await tx.update(TicketViewSchema, { countId: id }, { countId: next });
    await this.book.changed(tx);
  }
}
