import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { CalibrationReminders } from './calibration/calibration-reminders.js';
import { CoachingTasks } from './coaching/coaching-tasks.js';
import { Evaluations } from './evaluation/evaluations.js';

const EVERY_MS = 60_000;
const LEASE_MS = 180_000;
const AT_ONCE = 200;

/** Tells people of what lies with them and is late. */
@Injectable()
export class ReminderRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    evaluations: Evaluations,
    calibrations: CalibrationReminders,
    coaching: CoachingTasks,
    clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'quality-reminders',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'nobody was told of late judgements',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          for (const id of await evaluations.toRemind(clock.now(), AT_ONCE))
            await evaluations.update(id, (evaluation) => evaluation.remind(clock.now()));
          await calibrations.remind(AT_ONCE);
          await coaching.remind(AT_ONCE);
        }),
    });
  }
}
