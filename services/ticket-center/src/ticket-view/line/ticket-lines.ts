import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { anyRow, insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NextDues } from '../../sla/ticket/next-dues.api.js';
import { SpecialData } from '../../stage-form/special-data.api.js';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { changedBetween, CountChanges } from '../count/count-changes.js';
import { lineOf, type WholeLine } from './line-of-ticket.js';
import { LineValueSchema, TicketLineSchema } from './ticket-line.schema.js';
import { lockedLine } from './whole-lines.js';

/** Brings the line of a ticket level with it, and the counts with the line. Whatever made it look: it is safe to repeat. */
@Injectable()
export class TicketLines {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketRecords,
    private readonly dues: NextDues,
    private readonly special: SpecialData,
    private readonly counts: CountChanges,
    private readonly clock: Clock,
  ) {}

  /** Returns whether anything was another thing. */
  async follow(ticketId: string): Promise<boolean> {
    const isKnown = await anyRow(await this.database.reader(), TicketLineSchema, { ticketId });
    try {
      return await this.database.transaction((tx) => this.#level(tx, ticketId, isKnown));
    } catch (error) {
      // Somebody else has just made it.
      if (isKnown || !isDuplicateKey(error)) throw error;
      return this.database.transaction((tx) => this.#level(tx, ticketId, true));
    }
  }

  /** What is not there is not locked: gaps would be, and whoever opens tickets would wait for each other. */
  async #level(tx: EntityManager, ticketId: string, isKnown: boolean): Promise<boolean> {
    const before = isKnown ? await lockedLine(tx, ticketId, this.database.locksRows) : null;
    const after = await this.#now(ticketId);
    if (!after || (before && changedBetween(before, after).size === 0)) return false;
    await (before
      ? updateRows(tx, TicketLineSchema, { ticketId }, after.row)
      : insertRows(tx, TicketLineSchema, [after.row]));
    if (before && before.values.length > 0) await tx.delete(LineValueSchema, { ticketId });
    await insertRows(
      tx,
      LineValueSchema,
      after.values.map((each) => ({ ticketId, ...each })),
    );
    await this.counts.follow(tx, before, after, this.clock.now());
    return true;
  }

  async #now(ticketId: string): Promise<WholeLine | null> {
    const ticket = await this.tickets.findFacts(ticketId);
    if (!ticket) return null;
    return lineOf(ticket, { ...(await this.dues.of(ticketId)), fields: await this.special.indexed(ticketId) });
  }
}
