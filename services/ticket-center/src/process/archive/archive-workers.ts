import { TenantHasNoDatabase } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { partitionOf, PROCESS_PARTITIONS } from '../run/digest.js';
import { ArchiveMetrics } from './archive-metrics.js';
import { ArchiveSweep } from './archive-sweep.js';

const EVERY_MS = 60_000;
/** Others take over after so long; that two sweep at once does no harm. */
const LEASE_MS = 3 * EVERY_MS;

/** Looks after the archive of the tenants that are this process's, by the partition of the tenant. */
@Injectable()
export class ArchiveWorkers {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly sweep: ArchiveSweep,
    private readonly metrics: ArchiveMetrics,
  ) {
    this.rounds = rounds.of({
      job: 'process-archive',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      partitions: PROCESS_PARTITIONS,
      failure: 'the archive was not looked after',
      work: (round) => this.#inEachTenant(round),
    });
  }

  /** When the service stops, the chunk under way is the last one. */
  async #inEachTenant(rounds: Rounds): Promise<void> {
    let waiting = 0;
    await rounds.inEachTenant(async (tenantId) => {
      const goesOn = () => rounds.isOurs(partitionOf(tenantId));
      if (await goesOn()) waiting += await this.sweep.run(goesOn).catch((error: unknown) => this.#failed(error));
    });
    this.metrics.waiting(waiting);
  }

  #failed(error: unknown): never {
    if (!(error instanceof TenantHasNoDatabase)) this.metrics.failed();
    throw error;
  }
}
