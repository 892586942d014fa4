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

/** Lines of a statement. */
const PIECE = 20_000;

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

  /** Piece by piece: no statement takes longer than statements may. */
  async #so(tx: EntityManager, count: CountRow): Promise<Map<string, number>> {
    const { conditions, person, team } = countedConditions(count);
    const where = new ConditionsSql(tx, null, this.clock.now()).of({
      all: conditions.all.filter((condition) => condition !== person && condition !== team),
      any: conditions.any,
    });
    const chosen = `${person?.attribute ?? 'NULL'} AS person, ${team?.attribute ?? 'NULL'} AS team`;
    const grouped = [person?.attribute, team?.attribute].filter((name) => name !== undefined);
    const by = grouped.length > 0 ? ` GROUP BY ${grouped.join(', ')}` : '';
    const sums = new Map<string, number>();
    for (let from = '', to: string | null = ''; to !== null; from = to ?? '') {
      to = await endOfPiece(tx, from);
      const range = to === null ? 'ticketId > ?' : 'ticketId > ? AND ticketId <= ?';
      const text = `SELECT ${chosen}, COUNT(*) AS tickets FROM ticket_line WHERE ${range} AND ${where.sql}${by}`;
      const rows = await tx.query<Counted[]>(text, [from, ...(to === null ? [] : [to]), ...where.values]);
      for (const row of rows) {
        const key = JSON.stringify([person ? (row.person ?? '') : ANYONE, team ? (row.team ?? '') : ANYONE]);
        sums.set(key, (sums.get(key) ?? 0) + Number(row.tickets));
      }
    }
    return sums;
  }

  async #anew(tx: EntityManager, { id, fingerprint, ...count }: CountRow): Promise<void> {
    const next = newId(this.clock.now());
    await tx.update(CountSchema, { id }, { fingerprint: id, views: 0 });
    await tx.insert(CountSchema, { ...count, id: next, fingerprint, live: false, filledTo: '' });
    await tx.update(TicketViewSchema, { countId: id }, { countId: next });
    await this.book.changed(tx);
  }
}

/** The last ticket of the piece that begins behind one; null: it is the last piece. */
async function endOfPiece(tx: EntityManager, from: string): Promise<string | null> {
  const text = `SELECT ticketId FROM ticket_line WHERE ticketId > ? ORDER BY ticketId ASC LIMIT 1 OFFSET ${PIECE}`;
  const [end] = await tx.query<{ ticketId: string }[]>(text, [from]);
  return end?.ticketId ?? null;
}
