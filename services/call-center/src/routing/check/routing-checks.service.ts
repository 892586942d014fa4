import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { Progress } from './check-course.js';
import { RoutingCheckSchema, type RoutingCheckRow } from './routing-check.schema.js';

export class RoutingCheckNotFound extends domainError('routing-check-not-found', 'not-found') {}

/** Which parts of the routing log were checked, and what came of it. */
@Injectable()
export class RoutingChecks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async ask(from: Date, until: Date): Promise<{ id: string }> {
    const startedAt = this.clock.now();
    const id = newId(startedAt);
    const row = { id, from, until, status: 'running' as const, events: 0, decisions: 0, difference: null };
    await this.database.transaction((tx) => tx.insert(RoutingCheckSchema, { ...row, startedAt, finishedAt: null }));
    return { id };
  }

  /** @throws RoutingCheckNotFound */
  async get(id: string): Promise<RoutingCheckRow> {
    const found = await (await this.database.reader()).findOneBy(RoutingCheckSchema, { id });
    if (!found) throw new RoutingCheckNotFound('There is no such check.', { id });
    return found;
  }

  /** Newest first. */
  async list(limit: number, cursor: string | undefined): Promise<Page<RoutingCheckRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const rows = await db.find(RoutingCheckSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** The oldest that is not over. */
  async next(): Promise<RoutingCheckRow | null> {
    const db = await this.database.reader();
    return db.findOne(RoutingCheckSchema, { where: { status: 'running' }, order: { id: 'ASC' } });
  }

  async note(id: string, { events, decisions, difference, isOver }: Progress): Promise<void> {
    const over = isOver ? ({ status: difference ? 'differs' : 'agrees', finishedAt: this.clock.now() } as const) : {};
    await this.database.transaction((tx) =>
      tx.update(RoutingCheckSchema, { id }, { events, decisions, difference, ...over }),
    );
  }
}
