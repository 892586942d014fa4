import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Runs } from './runs.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 60_000;
const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets what rules did a month ago. */
@Injectable()
export class OldRuns {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, runs: Runs, clock: Clock) {
    this.rounds = rounds.of({
      job: 'automation-old-runs',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old runs of rules were not forgotten',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await runs.forgetBefore(new Date(clock.ms() - KEPT_MS));
        }),
    });
  }
}
