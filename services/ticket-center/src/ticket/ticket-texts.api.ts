import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { TicketEvent } from './domain/ticket.events.js';
import { TicketJournalSchema, TicketSchema } from './infra/ticket.schema.js';

/** What was written in a ticket. */
export interface TicketText {
  readonly part: 'number' | 'subject' | 'description' | 'solution' | 'reply' | 'customer' | 'note';
  readonly text: string;
}

const SAID: Partial<Record<string, TicketText['part']>> = {
  'ticket-replied': 'reply',
  'ticket-customer-wrote': 'customer',
  'ticket-noted': 'note',
} satisfies Partial<Record<TicketEvent['type'], TicketText['part']>>;

/** All that people can search tickets for; who may see what is for the caller to say. */
@Injectable()
export class TicketTexts {
  constructor(private readonly database: Database) {}

  /** By ticket, in the order in which it was written. Two statements, however many tickets. */
  async of(ticketIds: readonly string[]): Promise<Map<string, TicketText[]>> {
    if (ticketIds.length === 0) return new Map();
    const reader = await this.database.reader();
    const select = { id: true, number: true, subject: true, description: true, solution: true } as const;
    const tickets = await reader.find(TicketSchema, { where: { id: In([...ticketIds]) }, select });
    const where = { aggregateId: In([...ticketIds]), type: In(Object.keys(SAID)) };
    const said = await reader.find(TicketJournalSchema, { where, order: { aggregateId: 'ASC', id: 'ASC' } });
    const found = new Map<string, TicketText[]>();
    for (const { id, number, subject, description, solution } of tickets)
      found.set(id, [
        { part: 'number', text: number },
        { part: 'subject', text: subject },
        { part: 'description', text: description },
        ...(solution === null ? [] : [{ part: 'solution', text: solution } as const]),
      ]);
    for (const { aggregateId, type, data } of said)
      found.get(aggregateId)?.push({ part: SAID[type]!, text: String(data.text) });
    return found;
  }
}
