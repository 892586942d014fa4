import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HandIn } from './commands/hand-in.js';
import { ExamAttempts } from './domain/exam-attempt.repository.js';

const EVERY_MS = 2_000;
const LEASE_MS = 15_000;
const AT_ONCE = 50;

/** Hands in what candidates have not, once their time is up. */
@Injectable()
export class AttemptDeadlines {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, attempts: ExamAttempts, commands: CommandBus, clock: Clock) {
    this.rounds = rounds.of({
      job: 'exam-deadlines',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'exams whose time is up were not handed in',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          for (const id of await attempts.runOut(clock.now(), AT_ONCE)) await commands.execute(new HandIn(id, null));
        }),
    });
  }
}
