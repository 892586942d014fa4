import type { BreakerState } from '#libs/discovery/resilience/resilience';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { MoreThan } from 'typeorm';
import { InterfaceBreakerSchema } from '../infra/interface-state.schema.js';

/** A breaker changes with the next calls: one that has not for so long is of a process that is gone, or of what nobody calls. */
const TOLD_FOR_MS = 10 * 60_000;
const WORST: readonly BreakerState[] = ['open', 'half-open', 'closed'];

/** How the breakers of interfaces stand, in all processes. */
@Injectable()
export class InterfaceBreakers {
  readonly #process = newId(new Date());

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never rejects: the call that changed it goes on. */
  async changed(tenant: string, interfaceId: string, state: BreakerState): Promise<void> {
    const row = { interfaceId, process: this.#process, state, changedAt: this.clock.now() };
    const keep = () =>
      this.database.transaction((tx) =>
        addToRows(tx, InterfaceBreakerSchema, [row], { sums: [], latest: ['state', 'changedAt'] }),
      );
    await runAsTenant(tenant, keep).catch((error: unknown) =>
      this.logger.warn({ err: error }, 'a breaker of an interface was not written down'),
    );
  }

  /** The worst of all processes, of those that are not closed. */
  async standing(): Promise<ReadonlyMap<string, BreakerState>> {
    const since = new Date(this.clock.ms() - TOLD_FOR_MS);
    const reader = await this.database.reader();
    const rows = await reader.findBy(InterfaceBreakerSchema, { changedAt: MoreThan(since) });
    const worst = new Map<string, BreakerState>();
    for (const state of WORST.toReversed())
      for (const row of rows) if (row.state === state) worst.set(row.interfaceId, state);
    return worst;
  }
}
