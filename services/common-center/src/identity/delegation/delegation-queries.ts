import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { DelegationView, ListDelegationsQuery } from './delegation.dto.js';
import { DelegationNotFound } from './domain/delegation.errors.js';
import { DelegationSchema, type DelegationRow } from './infra/delegation.schema.js';

@Injectable()
export class DelegationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DelegationNotFound */
  async get(id: string): Promise<DelegationView> {
    const row = await (await this.database.reader()).findOneBy(DelegationSchema, { id });
    if (!row) throw new DelegationNotFound('There is no such delegation.', { id });
    return this.#view(row);
  }

  /** The newest first. */
  async list({ accountId, limit, cursor }: ListDelegationsQuery): Promise<Page<DelegationView>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const of = accountId === undefined ? [{}] : [{ fromId: accountId }, { toId: accountId }];
    const where = of.map((each) => ({ ...each, ...before }));
    const reader = await this.database.reader();
    const rows = await reader.find(DelegationSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => this.#view(row)), next };
  }

  #view({ beginsAt, endsAt, createdAt, endedAt, ...row }: DelegationRow): DelegationView {
    const now = this.clock.now();
    const running = endedAt === null && beginsAt <= now && now < endsAt;
    const ended = endedAt?.toISOString() ?? (endsAt <= now ? endsAt.toISOString() : null);
    const times = {
      beginsAt: beginsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      createdAt: createdAt.toISOString(),
    };
    return { ...row, ...times, endedAt: ended, running };
  }
}
