import { STANDINGS_AT_ONCE, type TicketStanding } from '#libs/contracts/ticket-center/ticket-standings-api';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, MoreThan, Not, type FindOptionsWhere } from 'typeorm';
import { TicketSchema, type TicketRow } from '../infra/ticket.schema.js';

const FINISHED = ['closed', 'merged'] as const;

/** How tickets stand, without what is written in them. */
@Injectable()
export class TicketStandingReader {
  constructor(private readonly database: Database) {}

  /** Those whose ids come after it, in their order. */
  unfinished(after: string): Promise<TicketStanding[]> {
    return this.#find({ id: MoreThan(after), status: Not(In([...FINISHED])) });
  }

  of(ids: readonly string[]): Promise<TicketStanding[]> {
    return this.#find({ id: In([...ids]) });
  }

  async #find(where: FindOptionsWhere<TicketRow>): Promise<TicketStanding[]> {
    const rows = await (
      await this.database.reader()
    ).find(TicketSchema, {
      where,
      select: { id: true, status: true, openedAt: true, assigneeId: true, teamId: true, updatedAt: true },
      order: { id: 'ASC' },
      take: STANDINGS_AT_ONCE,
    });
    return rows.map(({ id, status: category, openedAt, assigneeId, teamId, updatedAt }) => ({
      ...{ id, category, assigneeId, teamId },
      ...{ openedAt: openedAt.toISOString(), changedAt: updatedAt.toISOString() },
    }));
  }
}
