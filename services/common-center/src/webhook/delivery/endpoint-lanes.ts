import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { Lane } from '../../outbound/lane.api.js';
import { OutsidePost } from '../../outbound/outside-post.api.js';
import { StoredSecrets } from '../../outbound/stored-secret.api.js';
import { WebhookDeliverySchema, type WebhookDeliveryRow } from '../infra/webhook-delivery.schema.js';
import { WebhookEndpointSchema, type WebhookEndpointRow } from '../infra/webhook-endpoint.schema.js';
import { DeliveryLog } from './delivery-log.js';
import { signedHeaders } from './signature.js';

/** To one endpoint at the same time. */
const WIDTH = 8;
const AT_ONCE = 100;
/** What is on its way at the end has so long. */
const GRACE_MS = 3_000;

interface Due {
  readonly delivery: WebhookDeliveryRow;
  readonly endpoint: WebhookEndpointRow;
}

/** A lane for each endpoint: endpoints apart from each other, the events of one subject one after the other. */
@Injectable()
export class EndpointLanes {
  readonly #lanes = new Map<string, Lane<Due>>();
  readonly #attempts: Counter<'outcome'>;

  constructor(
    metrics: Metrics,
    private readonly log: DeliveryLog,
    private readonly outside: OutsidePost,
    private readonly secrets: StoredSecrets,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const help = 'Attempts to deliver webhooks, by what became of them';
    this.#attempts = metrics.counter('switchboard_webhook_attempts_total', help, ['outcome']);
  }

  of(tenantId: string, endpointId: string): Lane<Due> {
    const key = `${tenantId}/${endpointId}`;
    const lane = this.#lanes.get(key) ?? this.#newLane(tenantId, endpointId);
    this.#lanes.set(key, lane);
    return lane;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.all(Array.from(this.#lanes.values(), (lane) => lane.idle()));
  }

  async stop(): Promise<void> {
    await Promise.all(Array.from(this.#lanes.values(), (lane) => lane.stop(GRACE_MS)));
  }

  #newLane(tenantId: string, endpointId: string): Lane<Due> {
    return new Lane<Due>(tenantId, WIDTH, {
      due: (busy) => this.#due(endpointId, busy),
      groupOf: ({ delivery }) => delivery.subject,
      deliver: async (items, stopping) => {
        for (const item of items) if (!stopping.aborted) await this.#deliver(item, stopping);
      },
      failed: (error) => this.logger.warn({ err: error, endpoint: endpointId }, 'webhooks wait'),
    });
  }

  async #due(endpointId: string, busy: readonly string[]): Promise<Due[]> {
    const db = await this.database.reader();
    const endpoint = await db.findOneBy(WebhookEndpointSchema, { id: endpointId, disabledBecause: IsNull() });
    if (!endpoint) return [];
    const where = { endpointId, dueAt: LessThanOrEqual(this.clock.now()), subject: Not(In([...busy])) };
    const rows = await db.find(WebhookDeliverySchema, { where, order: { dueAt: 'ASC', id: 'ASC' }, take: AT_ONCE });
    return rows.map((delivery) => ({ delivery, endpoint }));
  }

  /** Sent before it is recorded: a crash in between sends it again, under the same id. What was cut by the end of the service was no attempt. */
  async #deliver({ delivery, endpoint }: Due, stopping: AbortSignal): Promise<void> {
    const at = this.clock.now();
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      ...signedHeaders(this.#secretsOf(endpoint, at), delivery.eventId, at, delivery.body),
    };
    const posted = await this.outside.post({ url: endpoint.url, headers, body: delivery.body, stopping });
    if (posted.failure === 'stopped') return;
    this.#attempts.inc({ outcome: await this.log.record(delivery, at, posted) });
  }

  #secretsOf({ secret, formerSecret, formerSecretUntil }: WebhookEndpointRow, at: Date): string[] {
    const isFormerGood = formerSecret !== null && formerSecretUntil !== null && at < formerSecretUntil;
    return [secret, ...(isFormerGood ? [formerSecret] : [])].map((kept) => this.secrets.opened(kept));
  }
}
