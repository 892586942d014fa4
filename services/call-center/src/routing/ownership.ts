import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';

/** Never lower it: tenants of a lost partition would stay behind. */
const PARTITIONS = 16;
/** How long the tenants of a process that died are nobody's. */
const LEASE_MS = 3_000;

/** Which tenants' routers are held by this process. */
@Injectable()
export class Ownership {
  readonly #leases: PartitionLeases;

  constructor(
    database: Database,
    clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'routing', owner: newId(new Date()), partitions: PARTITIONS, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
  }

  /** Whether the current tenant's router is. Two may believe so for a moment: the log lets only one go on. */
  async isOurs(): Promise<boolean> {
    return (await this.#leases.held()).includes(partitionOf(currentTenant()));
  }

  async release(): Promise<void> {
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the leases of routing run out by themselves'));
  }
}

function partitionOf(tenantId: string): number {
  return createHash('sha1').update(tenantId).digest().readUInt16BE(0) % PARTITIONS;
}
