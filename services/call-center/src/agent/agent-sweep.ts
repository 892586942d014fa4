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
import { Agents, type Due } from './domain/agent.repository.js';
import { Presences } from './domain/presences.js';
import type { AgentMove } from './agent-moves.api.js';
import { RoutingDesk } from '../routing/desk.api.js';

/** What ends by itself is noticed at most so late; it still ended at its time. */
const EVERY_MS = 1_000;
const LEASE_MS = 6_000;
/** Of each kind, in one round of one tenant. */
const AT_ONCE = 500;

/** Finds who is gone and what is over, in every tenant; one process at a time. Each is decided again under the lock of its row. */
@Injectable()
export class AgentSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #latestMs = 0;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly agents: Agents,
    private readonly presences: Presences,
    private readonly desk: RoutingDesk,
    database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'agent-sweep', owner: newId(new Date()), partitions: 1, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
    metrics.gauge(
      'switchboard_agent_sweep_lag_seconds',
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
    await this.#round;
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the lease of the sweep runs out by itself'));
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#inEachTenant()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'agents were not swept'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #inEachTenant(): Promise<void> {
    if ((await this.#leases.held()).length === 0) return;
    this.#latestMs = 0;
    for (const tenantId of this.directory.ids()) {
      await runAsTenant(tenantId, () => this.#sweep()).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'agents were not swept');
      });
    }
  }

  async #sweep(): Promise<void> {
    const now = this.clock.now();
    await this.#each(await this.presences.runOut(now, AT_ONCE), now, { do: 'lapse' });
    await this.#each(await this.agents.overdue(now, AT_ONCE), now, { do: 'tidy' });
  }

  /** One that fails keeps nobody waiting. */
  async #each(due: readonly Due[], now: Date, move: AgentMove): Promise<void> {
    for (const { agentId, at } of due) {
      this.#latestMs = Math.max(this.#latestMs, now.getTime() - at.getTime());
      await this.desk
        .submit({ type: 'agent-moves', agentId, move })
        .catch((error: unknown) => this.logger.warn({ err: error, agentId }, 'an agent was not swept'));
    }
  }
}
