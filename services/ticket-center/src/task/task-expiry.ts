import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Tasks } from './domain/task.repository.js';

/** A task is over at most so late. */
const EVERY_MS = 30_000;
const LEASE_MS = 60_000;
const AT_ONCE = 200;

/** Ends tasks whose time is over, by the index of their times. */
@Injectable()
export class TaskExpiry {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly tasks: Tasks,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'task-expiry',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'tasks whose time is over were not looked at',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#look();
        }),
    });
  }

  async #look(): Promise<void> {
    const now = this.clock.now();
    for (const taskId of await this.tasks.overdue(now, AT_ONCE))
      await this.tasks
        .update(taskId, (task) => task.expire(now))
        .catch((error: unknown) => this.logger.warn({ err: error, task: taskId }, 'a task was not ended'));
  }
}
