import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { isTaken, type Posted } from '../../outbound/post.api.js';
import { nextAttempt, STANDARD_WEBHOOKS_WAITS } from '../../outbound/retry-schedule.api.js';
import { failureMatters } from '../domain/webhook-endpoint.aggregate.js';
import { WebhookEndpoints } from '../domain/webhook-endpoint.repository.js';
import {
  WebhookAttemptSchema,
  WebhookDeliverySchema,
  type WebhookDeliveryRow,
} from '../infra/webhook-delivery.schema.js';
import { WebhookEndpointSchema } from '../infra/webhook-endpoint.schema.js';

const GONE = 410;

export type AttemptOutcome = 'delivered' | 'retried' | 'failed';

/** What became of deliveries, and what that means for their endpoints. */
@Injectable()
export class DeliveryLog {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In one transaction: the attempt, the delivery and its endpoint. */
  async record(delivery: WebhookDeliveryRow, at: Date, posted: Posted): Promise<AttemptOutcome> {
    const { status, failure, text: answer, tookMs } = posted;
    const attempt = { id: newId(at), deliveryId: delivery.id, at, status, failure, answer, tookMs };
    const next = after(delivery, at, posted);
    await this.database.transaction(async (tx) => {
      await tx.insert(WebhookAttemptSchema, attempt);
      await updateRows(tx, WebhookDeliverySchema, { id: delivery.id, state: 'waiting' }, next);
      await this.#tellEndpoint(delivery.endpointId, posted);
    });
    if (next.state === 'delivered') return 'delivered';
    return next.dueAt === null ? 'failed' : 'retried';
  }

  async #tellEndpoint(id: string, posted: Posted): Promise<void> {
    const now = this.clock.now();
    const known = await (await this.database.reader()).findOneBy(WebhookEndpointSchema, { id });
    if (known?.disabledBecause !== null) return;
    if (posted.status === GONE) return this.endpoints.update(id, (endpoint) => endpoint.gone(now));
    if (isTaken(posted)) {
      if (known.failingSince !== null) await this.endpoints.update(id, (endpoint) => endpoint.succeeded(now));
    } else if (failureMatters(known.failingSince, now)) {
      await this.endpoints.update(id, (endpoint) => endpoint.failed(now));
    }
  }
}

function after(
  { id, attempts: before }: WebhookDeliveryRow,
  at: Date,
  posted: Posted,
): Pick<WebhookDeliveryRow, 'state' | 'attempts' | 'dueAt' | 'finishedAt'> {
  const attempts = before + 1;
  if (isTaken(posted)) return { state: 'delivered', attempts, dueAt: null, finishedAt: at };
  const { retryAfterMs } = posted;
  const spread = createHash('sha1').update(`${id}/${attempts}`).digest().readUInt16BE(0) / 2 ** 16;
  const again =
    posted.status === GONE
      ? null
      : nextAttempt(STANDARD_WEBHOOKS_WAITS, { attempt: attempts, at, spread, retryAfterMs });
  if (again === null) return { state: 'failed', attempts, dueAt: null, finishedAt: at };
  return { state: 'waiting', attempts, dueAt: again, finishedAt: null };
}
