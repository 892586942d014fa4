import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Plans } from '../domain/plan.repository.js';
import { PlanRelease } from './plan-release.js';

/** The tasks of a day are there at most so late. */
const EVERY_MS = 30_000;
const LEASE_MS = 120_000;
const AT_ONCE = 50;

/** Goes on with the plans whose next day has come, or whose start a crash cut short. */
@Injectable()
export class ReleaseRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly plans: Plans,
    private readonly release: PlanRelease,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'plan-release',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'plans were not looked at',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#look();
        }),
    });
  }

  async #look(): Promise<void> {
    for (const planId of await this.plans.dueForRelease(this.clock.now(), AT_ONCE))
      await this.release
        .run(planId)
        .catch((error: unknown) => this.logger.warn({ err: error, plan: planId }, 'a plan did not go on'));
  }
}
