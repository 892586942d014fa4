import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Certificates } from './certificate/certificates.js';
import { Enrolments } from './domain/enrolment.repository.js';
import { LearningPlans } from './slot/learning-plans.js';

const EVERY_MS = 10_000;
const LEASE_MS = 60_000;
const AT_ONCE = 100;
const LOOKED_AT_ONCE = 20;

/** Reminds learners of what is due, finds them time for it, and tells of certificates that expire. */
@Injectable()
export class TrainingRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    enrolments: Enrolments,
    certificates: Certificates,
    plans: LearningPlans,
    clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'training',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'learners were not reminded',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          for (const id of await enrolments.toRemind(clock.now(), AT_ONCE))
            await enrolments.update(id, (enrolment) => enrolment.remind(clock.now()));
          await certificates.warn(AT_ONCE);
          for (const planned of await plans.due(LOOKED_AT_ONCE)) await plans.look(planned);
        }),
    });
  }
}
