import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { BAND_ENDS_MS, boardOf, type BoardCounts, type ContactCount, type TicketCount } from './board-counts.js';
import type { LiveBoard, OverallBoard } from './board.dto.js';
import { BoardContactSchema, BoardTicketSchema } from './board.schema.js';

/** Some databases give counts as text. */
type Raw<Row> = Omit<Row, 'count'> & { count: number | string };

/** Counts what is open now. */
@Injectable()
export class BoardReader {
  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
    private readonly clock: Clock,
  ) {}

  /** The board of the tenant in context. */
  async live(): Promise<LiveBoard> {
    const now = this.clock.now();
    return boardOf(await this.#count(now), now);
  }

  /** One tenant after the other: a glance at all must not take the connections of those who work. */
  async overall(): Promise<OverallBoard> {
    const now = this.clock.now();
    const active = this.directory.all().filter(({ status }) => status === 'active');
    const all: BoardCounts[] = [];
    for (const { id } of active) all.push(await runAsTenant(id, () => this.#count(now)));
    const counts = {
      contacts: all.flatMap(({ contacts }) => contacts),
      tickets: all.flatMap(({ tickets }) => tickets),
    };
    return { ...boardOf(counts, now), tenants: active.length };
  }

  async #count(now: Date): Promise<BoardCounts> {
    return { contacts: await this.#contacts(), tickets: await this.#tickets(now) };
  }

  async #contacts(): Promise<ContactCount[]> {
    const query = (await this.database.reader())
      .createQueryBuilder(BoardContactSchema, 'contact')
      .select('contact.channel', 'channel')
      .addSelect('contact.state', 'state')
      .addSelect('COUNT(*)', 'count')
      .where({ state: In(['waiting', 'in-progress']) })
      .andWhere('contact.channel IS NOT NULL')
      .groupBy('contact.channel')
      .addGroupBy('contact.state');
    return (await query.getRawMany<Raw<ContactCount>>()).map(counted);
  }

  async #tickets(now: Date): Promise<TicketCount[]> {
    const query = (await this.database.reader())
      .createQueryBuilder(BoardTicketSchema, 'ticket')
      .select('ticket.category', 'category')
      .addSelect(BAND, 'band')
      .addSelect('COUNT(*)', 'count')
      .where({ finished: false })
      .andWhere('ticket.openedAt IS NOT NULL')
      .setParameters(bandEnds(now))
      .groupBy('ticket.category')
      .addGroupBy('band');
    return (await query.getRawMany<Raw<TicketCount>>()).map(counted);
  }
}

/** SQL for the index of a ticket's age band. */
const BAND = `CASE ${BAND_ENDS_MS.map((_, band) => `WHEN ticket.openedAt > :band${band} THEN ${band}`).join(' ')} ELSE ${BAND_ENDS_MS.length} END`;

function bandEnds(now: Date): Record<string, Date> {
  return Object.fromEntries(BAND_ENDS_MS.map((ms, band) => [`band${band}`, new Date(now.getTime() - ms)]));
}

function counted<Row>(row: Raw<Row>): Omit<Row, 'count'> & { count: number } {
  return { ...row, count: Number(row.count) };
}
