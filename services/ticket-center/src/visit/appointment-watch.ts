import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { MissAppointment } from './commands/appoint-visit.js';
import { Visits } from './domain/visit.repository.js';

/** A missed appointment is told at most so late. */
const EVERY_MS = 10_000;
const LEASE_MS = 30_000;
const AT_ONCE = 200;

/** Tells visits whose appointment has passed, by the index of their times. */
@Injectable()
export class AppointmentWatch {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly visits: Visits,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'visit-appointments',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'appointments were not looked at',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#look();
        }),
    });
  }

  /** One that cannot be told keeps no other waiting; the rest of many is for the next round. */
  async #look(): Promise<void> {
    for (const visitId of await this.visits.overdue(this.clock.now(), AT_ONCE))
      await this.commands
        .execute(new MissAppointment(visitId))
        .catch((error: unknown) =>
          this.logger.warn({ err: error, visit: visitId }, 'an appointment was not looked at'),
        );
  }
}
