import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
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
export class AgentSweep {
  readonly rounds: Rounds;
  #latestMs = 0;

  constructor(
    rounds: LeasedRounds,
    private readonly agents: Agents,
    private readonly presences: Presences,
    private readonly desk: RoutingDesk,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'agent-sweep',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'agents were not swept',
      work: (round) => this.#inEachTenant(round),
    });
    metrics.gauge(
      'switchboard_agent_sweep_lag_seconds',
      'How late the last round found what ends by itself',
      [],
      (gauge) => gauge.set(this.#latestMs / 1_000),
    );
  }

  async #inEachTenant(rounds: Rounds): Promise<void> {
    if (!(await rounds.isOurs())) return;
    this.#latestMs = 0;
    await rounds.inEachTenant(() => this.#sweep());
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
