import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Subjects } from '../subject/subjects.js';
import { Draws } from './draws.js';

const EVERY_MS = 60_000;
const LEASE_MS = 300_000;

/** Draws when it is time to, and forgets what nothing will be drawn from any more. */
@Injectable()
export class PlanRounds {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, draws: Draws, subjects: Subjects, clock: Clock) {
    this.rounds = rounds.of({
      job: 'quality-plans',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'nothing was drawn for judgement',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          await draws.commit();
          await draws.goOn();
          await subjects.forget(clock.now());
        }),
    });
  }
}
