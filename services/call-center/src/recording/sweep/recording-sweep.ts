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
import { DueRecordings } from './due-recordings.js';

const EVERY_MS = 30_000;
const LEASE_MS = 15_000;

/** Verifies uploads that were left, ends retention and erases what was deleted, in one process of the service at a time. */
@Injectable()
export class RecordingSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStopping = false;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly due: DueRecordings,
    database: Database,
    clock: Clock,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'recording', owner: newId(new Date()), partitions: 1, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
    metrics.gauge(
      'switchboard_recording_sweep_lag_seconds',
      'How long the oldest recording has been due',
      [],
      (gauge) => this.#lagSeconds().then((seconds) => gauge.set(seconds)),
    );
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  /** The recording under way is finished; the rest stays due. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#round;
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'leases run out by themselves'));
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#inEachTenant(() => this.due.doAll(this.#isOurs, this.#failed)).finally(
      () => (this.#round = undefined),
    );
    return this.#round;
  }

  /** One after the other; a tenant that fails, or has no database yet, keeps nobody waiting. */
  async #inEachTenant(work: () => Promise<void>): Promise<void> {
    for (const tenantId of this.directory.ids()) {
      await runAsTenant(tenantId, work).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'recordings were not looked after');
      });
    }
  }

  async #lagSeconds(): Promise<number> {
    let longest = 0;
    await this.#inEachTenant(async () => void (longest = Math.max(longest, await this.due.lagMs())));
    return longest / 1_000;
  }

  readonly #isOurs = async (): Promise<boolean> => !this.#isStopping && (await this.#leases.held()).length > 0;

  readonly #failed = (recordingId: string, error: unknown): void =>
    this.logger.warn({ err: error, recording: recordingId }, 'a recording stays due');
}
