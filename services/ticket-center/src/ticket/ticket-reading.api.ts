import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { In, MoreThan } from 'typeorm';
import type { TicketEvent } from './domain/ticket.events.js';
import { TicketNotFound } from './domain/ticket.errors.js';
import { TicketJournalSchema, TicketSchema, type TicketRow } from './infra/ticket.schema.js';
import { MergedTickets } from './merged-tickets.api.js';
import { TicketReach, type TicketSight } from './reach/ticket-reach.api.js';
import { GetTicket } from './queries/get-ticket.js';
import type { TicketView } from './ticket.dto.js';

export { TicketView } from './ticket.dto.js';

/** Which tickets: all that is said has to fit. `none` as assignee: nobody has it. */
export interface TicketFilter {
  readonly status?: TicketRow['status'] | undefined;
  readonly priority?: TicketRow['priority'] | undefined;
  readonly ticketType?: string | undefined;
  readonly customerId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly assigneeId?: string | undefined;
}

/** What other contexts show of tickets. */
@Injectable()
export class TicketReading {
  constructor(
    private readonly database: Database,
    private readonly queries: QueryBus,
    private readonly merged: MergedTickets,
    private readonly reach: TicketReach,
  ) {}

  /** @throws TicketNotFound */
  view(ticketId: string): Promise<TicketView> {
    return this.queries.execute(new GetTicket(ticketId));
  }

  /** @throws TicketNotFound */
  async require(ticketId: string): Promise<void> {
    if (await (await this.database.reader()).existsBy(TicketSchema, { id: ticketId })) return;
    throw new TicketNotFound('There is no such ticket.', { id: ticketId });
  }

  /** Of the ticket's journal and of those merged into it, events of these types, the oldest first. */
  async happened(
    ticketId: string,
    types: readonly TicketEvent['type'][],
    { limit, cursor }: PageQuery,
  ): Promise<Page<JournalRow>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const all = [ticketId, ...(await this.merged.into(ticketId))];
    const where = { aggregateId: In(all), type: In([...types]), ...after };
    const reader = await this.database.reader();
    const rows = await reader.find(TicketJournalSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** The oldest first, of those that are seen; those in the archive are left alone. */
  async idsOf({ assigneeId, ...rest }: TicketFilter, sight: TicketSight, atMost: number): Promise<string[]> {
    const said = Object.entries(rest).filter(([, value]) => value !== undefined);
    const query = (await this.database.reader()).createQueryBuilder<TicketRow>(TicketSchema, 'ticket');
    query.where('ticket.archivedAt IS NULL').andWhere(Object.fromEntries(said));
    this.reach.narrow(query, sight);
    if (assigneeId === 'none') query.andWhere('ticket.assigneeId IS NULL');
    else if (assigneeId !== undefined) query.andWhere('ticket.assigneeId = :assigneeId', { assigneeId });
    const rows = await query
      .select('ticket.id', 'id')
      .orderBy('ticket.id', 'ASC')
      .limit(atMost)
      .getRawMany<{ id: string }>();
    return rows.map(({ id }) => id);
  }
}
