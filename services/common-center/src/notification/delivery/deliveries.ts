import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import {
  NotificationAttemptSchema,
  NotificationDeliverySchema,
  type DeliveryState,
  type NotificationAttemptRow,
  type NotificationDeliveryRow,
} from './notification-delivery.schema.js';

export class NotificationDeliveryNotFound extends domainError('notification-delivery-not-found', 'not-found') {}

/** What went to people, for who looks after it. */
@Injectable()
export class NotificationDeliveries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(limit: number, cursor?: string, state?: DeliveryState): Promise<Page<NotificationDeliveryRow>> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
    const where = { ...(state && { state }), ...(before !== undefined && { id: LessThan(before) }) };
    const db = await this.database.reader();
    const rows = await db.find(NotificationDeliverySchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws NotificationDeliveryNotFound */
  async get(id: string): Promise<NotificationDeliveryRow & { history: NotificationAttemptRow[] }> {
    const db = await this.database.reader();
    const row = await db.findOneBy(NotificationDeliverySchema, { id });
    if (!row) throw new NotificationDeliveryNotFound('There is no such delivery.', { id });
    const history = await db.find(NotificationAttemptSchema, { where: { deliveryId: id }, order: { id: 'ASC' } });
    return { ...row, history };
  }

  /** Puts one that is finished on its way again; one that waits anyway is left alone. */
  async replay(id: string): Promise<void> {
    const again = { state: 'waiting', attempts: 0, dueAt: this.clock.now(), finishedAt: null } as const;
    const finished = In(['delivered', 'failed']);
    await this.database.transaction((tx) => tx.update(NotificationDeliverySchema, { id, state: finished }, again));
  }
}
