import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { DiagnosisRuns } from './diagnosis-runs.js';

const EVERY_MS = 30_000;
const LEASE_MS = 60_000;
const KEPT_MS = 90 * 24 * 3_600_000;

/** Gives up runs whose process is gone, and forgets those of three months ago. */
@Injectable()
export class DiagnosisRunSweep {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, runs: DiagnosisRuns, clock: Clock) {
    this.rounds = rounds.of({
      job: 'diagnosis-runs',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'runs of diagnoses were not looked at',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          await runs.giveUpOverdue();
          await runs.forgetBefore(new Date(clock.ms() - KEPT_MS));
        }),
    });
  }
}
