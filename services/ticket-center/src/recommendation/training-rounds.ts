import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { ModelTraining } from './model-training.js';
import { Recommendations } from './recommendations.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 7_200_000;

/** Trains what is due in every tenant, every hour, in one process of the service. */
@Injectable()
export class TrainingRounds {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, training: ModelTraining, recommendations: Recommendations) {
    this.rounds = rounds.of({
      job: 'recommendation-training',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'recommendations were not trained',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          await recommendations.forgetOld();
          await training.trainDue(() => round.isOurs());
        }),
    });
  }
}
