import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Metrics } from '#libs/observability/metrics';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { IsNull, LessThan } from 'typeorm';
import { Dialogue } from '../dialogue/dialogue.js';
import { IvrSessionSchema } from '../infra/ivr-session.schema.js';

const EVERY_MS = 60_000;
const LEASE_MS = 15_000;
/** Longer than any instruction takes: the longest message is ten minutes. */
const LEFT_AFTER_MS = 30 * 60_000;
/** In one round of one tenant. */
const AT_ONCE = 200;

/** Ends the dialogues whose IVR server never came back; one process at a time. Each is decided again under the lock of its row. */
@Injectable()
export class IvrSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStopping = false;
  #latestMs = 0;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly dialogue: Dialogue,
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'ivr-sweep', owner: newId(new Date()), partitions: 1, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
    metrics.gauge('switchboard_ivr_sweep_lag_seconds', 'How late the last round found dialogues left', [], (gauge) =>
      gauge.set(this.#latestMs / 1_000),
    );
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#round;
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the lease of the sweep runs out by itself'));
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#inEachTenant()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'dialogues were not swept'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #inEachTenant(): Promise<void> {
    this.#latestMs = 0;
    for (const tenantId of this.directory.ids()) {
      if (this.#isStopping || (await this.#leases.held()).length === 0) return;
      await runAsTenant(tenantId, () => this.#sweep()).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'dialogues were not swept');
      });
    }
  }

  /** One that fails keeps no other waiting. */
  async #sweep(): Promise<void> {
    const since = new Date(this.clock.now().getTime() - LEFT_AFTER_MS);
    const where = { endedAt: IsNull(), updatedAt: LessThan(since) };
    const find = { select: { id: true, updatedAt: true }, where, order: { updatedAt: 'ASC' }, take: AT_ONCE } as const;
    for (const { id, updatedAt } of await (await this.database.reader()).find(IvrSessionSchema, find)) {
      this.#latestMs = Math.max(this.#latestMs, since.getTime() - updatedAt.getTime());
      await this.dialogue
        .endLeft(id, since)
        .catch((error: unknown) => this.logger.warn({ err: error, session: id }, 'a dialogue was not swept'));
    }
  }
}
