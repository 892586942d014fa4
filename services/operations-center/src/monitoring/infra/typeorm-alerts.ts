import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import type { Alert } from '../domain/alert.aggregate.js';
import { AlertNotFound } from '../domain/alert.errors.js';
import { Alerts } from '../domain/alert.repository.js';
import { publish } from './alert.outbox.js';
import { AlertJournalSchema, AlertSchema } from './alert.schema.js';

@Injectable()
export class TypeormAlerts extends AggregateStore<Alert> implements Alerts {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: AlertSchema,
      journal: AlertJournalSchema,
      notFound: (id) => new AlertNotFound('There is no such alert.', { id }),
      publish,
    });
  }

  async latestOf(cause: string): Promise<Alert | null> {
    const find = { where: { cause }, order: { id: 'DESC' }, select: { id: true }, take: 1 } as const;
    const [latest] = await (await this.database.reader()).find(AlertSchema, find);
    return latest ? this.get(latest.id) : null;
  }

  async due(now: Date, limit: number): Promise<readonly string[]> {
    const where = { dueAt: LessThanOrEqual(now) };
    const find = { where, order: { dueAt: 'ASC' }, select: { id: true }, take: limit } as const;
    return (await (await this.database.reader()).find(AlertSchema, find)).map(({ id }) => id);
  }
}
