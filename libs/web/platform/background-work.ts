import { setTimeout as sleep } from 'node:timers/promises';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Broker } from '#libs/messaging/broker';
import { Inbox } from '#libs/messaging/inbox';
import { Outbox, OUTBOX_PARTITIONS } from '#libs/messaging/outbox';
import { OutboxRelay } from '#libs/messaging/outbox-relay';
import { Database } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';
import { backlogMetrics } from '../operation/backlog-metrics.js';
import { forgetAnswersBefore } from '../idempotency/first-answers.js';

const LEASE_MS = 6_000;
const SWEEP_MS = 500;
const RETRY_MS = 500;
const STOP_MS = 3_000;
const HOUR_MS = 3_600_000;
/** Longer than brokers keep messages and clients retry. */
const RETENTION_MS = 7 * 24 * HOUR_MS;

/** What a service does besides answering: relays its outbox, forgets old receipts. */
export class BackgroundWork {
  readonly #relay: OutboxRelay;
  readonly #database: Database;
  readonly #directory: TenantDirectory;
  readonly #clock: Clock;
  readonly #inbox: Inbox;
  readonly #stirs: TenantStirs;
  #housekeeping: NodeJS.Timeout | undefined;

  constructor(
    app: INestApplication,
    private readonly logger: Logger,
  ) {
    this.#database = app.get(Database);
    this.#directory = app.get(TenantDirectory);
    this.#clock = app.get(Clock);
    this.#inbox = app.get(Inbox);
    this.#stirs = app.get(TenantStirs);
    const lease = { job: 'outbox', owner: newId(new Date()), partitions: OUTBOX_PARTITIONS, ttlMs: LEASE_MS };
    const leases = new PartitionLeases(this.#database, this.#clock, lease);
    this.#relay = new OutboxRelay(this.#database, app.get(Broker), leases, logger, {
      tenants: () => this.#directory.awake(),
      stirs: (tenantId) => this.#stirs.of(tenantId),
      sweepEveryMs: SWEEP_MS,
      retryAfterMs: RETRY_MS,
      stopMs: STOP_MS,
      delay: (ms, signal) => sleep(ms, undefined, { signal }),
    });
    app.get(Outbox).onCommitted((tenantId) => this.#relay.wake(tenantId));
    backlogMetrics(app);
  }

  start(): void {
    this.#stirs.start();
    this.#relay.start();
    this.#housekeeping = setInterval(() => void this.#forgetOld(), HOUR_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#housekeeping);
    await this.#relay.stop();
    await this.#stirs.stop();
  }

  async #forgetOld(): Promise<void> {
    const before = new Date(this.#clock.ms() - RETENTION_MS);
    for (const tenantId of this.#directory.awake()) {
      await runAsTenant(tenantId, async () => {
        await this.#inbox.forgetBefore(before);
        await forgetAnswersBefore(this.#database, before);
      }).catch((error: unknown) => this.logger.warn({ err: error, tenant: tenantId }, 'housekeeping failed'));
    }
  }
}
