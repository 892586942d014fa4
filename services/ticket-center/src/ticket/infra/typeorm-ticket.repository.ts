import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Ticket } from '../domain/ticket.aggregate.js';
import { TicketNotFound } from '../domain/ticket.errors.js';
import { Tickets } from '../domain/ticket.repository.js';
import { publishTicket } from './ticket.outbox.js';
import { TicketInteractionSchema, TicketJournalSchema, TicketSchema, type TicketRow } from './ticket.schema.js';

@Injectable()
export class TypeormTickets extends AggregateStore<Ticket> implements Tickets {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: TicketSchema,
      notFound: (id) => new TicketNotFound('There is no such ticket.', { id }),
      publish: publishTicket,
      journal: TicketJournalSchema,
      changedSince: (ticket, version) => ticket.changedSince(version),
      lookups: [{ schema: TicketInteractionSchema, owner: 'ticketId', rows: interactionRows }],
    });
  }

  updateAll<Result>(ids: readonly string[], change: (tickets: ReadonlyMap<string, Ticket>) => Result): Promise<Result> {
    return this.changeAll(ids, change);
  }

  async has(id: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(TicketSchema, { id });
  }
}

function interactionRows(ticket: Ticket): { ticketId: string; interactionEventId: string }[] {
  const { id, interactionEventIds } = ticket as unknown as TicketRow;
  return interactionEventIds.map((interactionEventId) => ({ ticketId: id, interactionEventId }));
}
