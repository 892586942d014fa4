import { createHash } from 'node:crypto';
import { newId } from '#libs/kernel/id';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { nextAttempt, NOTIFICATION_WAITS } from '../../outbound/retry-schedule.api.js';
import type { Sent } from '../channel/notification-channel.js';
import {
  NotificationAttemptSchema,
  NotificationDeliverySchema,
  type NotificationDeliveryRow,
} from './notification-delivery.schema.js';

/** What became of deliveries. */
@Injectable()
export class NotificationLog {
  readonly #attempts: Counter<'channel' | 'outcome'>;

  constructor(
    private readonly database: Database,
    metrics: Metrics,
  ) {
    const help = 'Attempts to deliver notifications, by what became of them';
    this.#attempts = metrics.counter('switchboard_notification_attempts_total', help, ['channel', 'outcome']);
  }

  /** Of those that were sent as one. */
  async record(rows: readonly NotificationDeliveryRow[], at: Date, sent: Sent, tookMs: number): Promise<void> {
    const outcome = sent.delivered ? 'delivered' : sent.code;
    const attempts = rows.map(({ id }) => ({ id: newId(at), deliveryId: id, at, outcome, tookMs }));
    await this.database.transaction(async (tx) => {
      await insertRows(tx, NotificationAttemptSchema, attempts);
      for (const row of rows)
        await updateRows(tx, NotificationDeliverySchema, { id: row.id, state: 'waiting' }, after(row, at, sent));
    });
    for (const row of rows) {
      const { state } = after(row, at, sent);
      this.#attempts.inc({ channel: row.channel, outcome: state === 'waiting' ? 'retried' : state });
    }
  }
}

type After = Pick<NotificationDeliveryRow, 'state' | 'attempts' | 'dueAt' | 'finishedAt'>;

function after({ id, attempts: before }: NotificationDeliveryRow, at: Date, sent: Sent): After {
  const attempts = before + 1;
  if (sent.delivered) return { state: 'delivered', attempts, dueAt: null, finishedAt: at };
  const spread = createHash('sha1').update(`${id}/${attempts}`).digest().readUInt16BE(0) / 2 ** 16;
  const failed = { attempt: attempts, at, spread, retryAfterMs: sent.retryAfterMs ?? null };
  const again = sent.permanent ? null : nextAttempt(NOTIFICATION_WAITS, failed);
  if (again === null) return { state: 'failed', attempts, dueAt: null, finishedAt: at };
  return { state: 'waiting', attempts, dueAt: again, finishedAt: null };
}
