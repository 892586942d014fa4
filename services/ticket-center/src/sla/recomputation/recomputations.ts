import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { TicketRecords } from '../../ticket/ticket.api.js';
import type { RecomputationBody } from './recomputation.dto.js';
import {
  RecomputationSchema,
  RecomputedTicketSchema,
  type Outcomes,
  type RecomputationRow,
  type RecomputedTicketRow,
} from './recomputation.schema.js';

export class RecomputationNotFound extends domainError('sla-recomputation-not-found', 'not-found') {}
export class RecomputationEnded extends domainError('sla-recomputation-ended', 'conflict') {}
export class RecomputationUnderWay extends domainError('sla-recomputation-under-way', 'conflict') {}

const NONE: Outcomes = { met: 0, missed: 0, running: 0, stopped: 0 };

/** Orders to recompute, and what came of them. One is under way at a time: two would undo each other. */
@Injectable()
export class Recomputations {
  constructor(
    private readonly database: Database,
    private readonly records: TicketRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws RecomputationUnderWay */
  order({ reason, ...range }: RecomputationBody, by: string): Promise<RecomputationRow> {
    return this.database.transaction(async (tx) => {
      if (await tx.existsBy(RecomputationSchema, { state: 'running' }))
        throw new RecomputationUnderWay('One is under way; wait for its end, or stop it.');
      const now = this.clock.now();
      const total = await this.records.countIn(range);
      const ordered = { id: newId(now), range, reason, orderedBy: by, orderedAt: now, total };
      const begun = { state: 'running' as const, reached: '', done: 0, changed: 0, failed: 0, endedAt: null };
      const row: RecomputationRow = { ...ordered, ...begun, before: NONE, after: NONE };
      await tx.insert(RecomputationSchema, row);
      return row;
    });
  }

  /** What is done stays done. @throws RecomputationNotFound, RecomputationEnded */
  async stop(id: string): Promise<RecomputationRow> {
    await this.get(id);
    const change = { state: 'stopped' as const, endedAt: this.clock.now() };
    const { affected } = await this.database.transaction((tx) =>
      tx.update(RecomputationSchema, { id, state: 'running' }, change),
    );
    if (affected !== 1) throw new RecomputationEnded('It has ended already.', { id });
    return this.get(id);
  }

  /** @throws RecomputationNotFound */
  async get(id: string): Promise<RecomputationRow> {
    const row = await (await this.database.reader()).findOneBy(RecomputationSchema, { id });
    if (!row) throw new RecomputationNotFound('There is no such recomputation.', { id });
    return row;
  }

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<RecomputationRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const rows = await reader.find(RecomputationSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** Tickets whose numbers are others now. @throws RecomputationNotFound */
  async changes(id: string, { limit, cursor }: PageQuery): Promise<Page<RecomputedTicketRow>> {
    await this.get(id);
    const after = cursor === undefined ? {} : { ticketId: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(RecomputedTicketSchema, {
      where: { recomputation: id, ...after },
      order: { ticketId: 'ASC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ ticketId }) => [ticketId]);
  }
}
