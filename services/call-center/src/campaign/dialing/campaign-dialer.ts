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
import { AttemptSweep } from './attempt-sweep.js';
import { DialRound } from './dial-round.js';

const EVERY_MS = 1_000;
const LEASE_MS = 6_000;

/** Dials for the running campaigns of every tenant, second by second; one process at a time. Two at once place no call twice. */
@Injectable()
export class CampaignDialer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #latestMs = 0;
  #stopping = false;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly sweep: AttemptSweep,
    private readonly dialing: DialRound,
    database: Database,
    clock: Clock,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'campaign-dialer', owner: newId(new Date()), partitions: 1, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
    metrics.gauge(
      'switchboard_campaign_dialer_lag_seconds',
      'How late the last round found what ends by itself',
      [],
      (gauge) => gauge.set(this.#latestMs / 1_000),
    );
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping = true;
    await this.#round;
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the lease of the dialer runs out by itself'));
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#inEachTenant()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'campaigns were not dialled'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #inEachTenant(): Promise<void> {
    if (!(await this.#isOurs())) return;
    this.#latestMs = 0;
    for (const tenantId of this.directory.ids()) {
      await runAsTenant(tenantId, () => this.#tenant()).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'campaigns were not dialled');
      });
    }
  }

  async #tenant(): Promise<void> {
    this.#latestMs = Math.max(this.#latestMs, await this.sweep.run());
    await this.dialing.run(() => this.#isOurs());
  }

  async #isOurs(): Promise<boolean> {
    return !this.#stopping && (await this.#leases.held()).length > 0;
  }
}
