import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { partitionOf, PROCESS_PARTITIONS } from '../run/digest.js';
import { ArchiveMetrics } from './archive-metrics.js';
import { ArchiveSweep } from './archive-sweep.js';

const EVERY_MS = 60_000;
/** Others take over after so long; that two sweep at once does no harm. */
const LEASE_MS = 3 * EVERY_MS;

/** Looks after the archive of the tenants that are this process's, by the partition of the tenant. */
@Injectable()
export class ArchiveWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly sweep: ArchiveSweep,
    private readonly metrics: ArchiveMetrics,
    database: Database,
    clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'process-archive', owner: newId(new Date()), partitions: PROCESS_PARTITIONS, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  /** The chunk under way is the last one. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'leases run out by themselves'));
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#all()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the archive was not looked after'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #all(): Promise<void> {
    let waiting = 0;
    for (const tenantId of this.directory.ids()) {
      const goesOn = () => this.#isOurs(tenantId);
      if (!(await goesOn())) continue;
      waiting += await runAsTenant(tenantId, () => this.sweep.run(goesOn)).catch((error: unknown) =>
        this.#failed(tenantId, error),
      );
    }
    this.metrics.waiting(waiting);
  }

  /** Renews the lease as well. */
  async #isOurs(tenantId: string): Promise<boolean> {
    return !this.#stopped && (await this.#leases.held()).includes(partitionOf(tenantId));
  }

  /** A tenant that fails, or has no database yet, keeps nobody waiting. */
  #failed(tenantId: string, error: unknown): number {
    if (error instanceof TenantHasNoDatabase) return 0;
    this.metrics.failed();
    this.logger.warn({ err: error, tenant: tenantId }, 'the archive was not looked after');
    return 0;
  }
}
