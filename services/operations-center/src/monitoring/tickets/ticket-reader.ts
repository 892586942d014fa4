import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, MoreThan, Not, type FindOptionsWhere } from 'typeorm';
import { AGES_HOURS, TicketTally, type TicketCount, type TicketGroup, type TicketOwner } from './ticket-count.js';
import type { BoardTicket } from './ticket-rows.js';
import { BoardTicketSchema } from './ticket.schema.js';

const HOUR_MS = 3_600_000;

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Counts what is unfinished now, and lists what was counted. */
@Injectable()
export class TicketReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async tally(): Promise<TicketTally> {
    const query = (await this.database.reader())
      .createQueryBuilder(BoardTicketSchema, 'ticket')
      .select('ticket.category', 'category')
      .addSelect('ticket.teamId', 'teamId')
      .addSelect('ticket.assigneeId', 'assigneeId')
      .addSelect(BAND, 'band')
      .addSelect('COUNT(*)', 'count')
      .where({ finished: false })
      .andWhere('ticket.openedAt IS NOT NULL')
      .setParameters(agesAt(this.clock.now()))
      .groupBy('ticket.category')
      .addGroupBy('ticket.teamId')
      .addGroupBy('ticket.assigneeId')
      .addGroupBy('band');
    const rows = await query.getRawMany<TicketGroup>();
    // Some databases give counts as text.
    return new TicketTally(rows.map((row) => ({ ...row, band: Number(row.band), count: Number(row.count) })));
  }

  /** Those that were counted, by id. */
  async list(which: TicketCount, owner: TicketOwner, { limit, cursor }: Paged): Promise<Page<BoardTicket>> {
    const where: FindOptionsWhere<BoardTicket> = {
      ...{ finished: false, openedAt: openedBefore(which, this.clock.now()) },
      ...(which.category && { category: which.category }),
      ...ownedBy(owner),
      ...(which.isUnassigned && { assigneeId: IsNull() }),
      ...(cursor !== undefined && { ticketId: MoreThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const reader = await this.database.reader();
    const rows = await reader.find(BoardTicketSchema, { where, order: { ticketId: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ ticketId }) => [ticketId]);
  }
}

/** SQL for how many of the ages a ticket has passed. */
const BAND = AGES_HOURS.map((_, band) => `CASE WHEN ticket.openedAt <= :age${band} THEN 1 ELSE 0 END`).join(' + ');

function agesAt(now: Date): Record<string, Date> {
  return Object.fromEntries(AGES_HOURS.map((hours, band) => [`age${band}`, hoursBefore(now, hours)]));
}

function openedBefore({ olderThanHours }: TicketCount, now: Date) {
  return olderThanHours === undefined ? Not(IsNull()) : LessThanOrEqual(hoursBefore(now, olderThanHours));
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * HOUR_MS);
}

function ownedBy(owner: TicketOwner): FindOptionsWhere<BoardTicket> {
  if (owner.kind === 'team') return { teamId: In([...owner.teamIds]) };
  return owner.kind === 'agent' ? { assigneeId: owner.agentId } : {};
}
