import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In, LessThanOrEqual } from 'typeorm';
import { TicketTimers, TIMER_PARTITIONS } from './ticket-timer.api.js';
import { TicketTimerSchema, type TicketTimerRow } from './ticket-timer.schema.js';

/** A timer is at most so late. */
const EVERY_MS = 1_000;
const LEASE_MS = 6_000;
const AT_ONCE = 200;
/** What failed is tried again after so long, behind what is due until then. */
const AGAIN_AFTER_MS = 60_000;

/** Fires what is due, read from an index in the order of due times. When a process dies, another goes on where it was. */
@Injectable()
export class TicketTimerWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly timers: TicketTimers,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'ticket-timers',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      partitions: TIMER_PARTITIONS,
      failure: 'timers of tickets were not looked at',
      nextDue: () => this.#next(),
      work: (round) =>
        round.inEachTenant(async () => {
          const partitions = await round.held();
          if (partitions.length > 0) await this.look(partitions);
        }),
    });
  }

  /** All that is due in the partitions has fired, or was left to a later look. */
  async look(partitions: readonly number[]): Promise<void> {
    for (;;) {
      const due = await this.#due(partitions);
      for (const timer of due) await this.#fire(timer);
      if (due.length < AT_ONCE) return;
    }
  }

  async #next(): Promise<Date | undefined> {
    const where = { partitionNo: In([...(await this.rounds.held())]) };
    const reader = await this.database.reader();
    return (await reader.findOne(TicketTimerSchema, { where, order: { due: 'ASC' } }))?.due;
  }

  async #due(partitions: readonly number[]): Promise<TicketTimerRow[]> {
    const where = { partitionNo: In([...partitions]), due: LessThanOrEqual(this.clock.now()) };
    return (await this.database.reader()).find(TicketTimerSchema, { where, order: { due: 'ASC' }, take: AT_ONCE });
  }

  /** Whoever takes it away fires it: nobody else finds it, and when that fails it is there again. */
  async #fire({ ticketId, kind, name, due, data }: TicketTimerRow): Promise<void> {
    const seen = { ticketId, kind, name, due };
    try {
      await this.database.transaction(async (tx) => {
        const { affected } = await tx.delete(TicketTimerSchema, seen);
        if (affected === 1) await this.timers.fire({ ticketId, kind, name, due, data }, tx);
      });
    } catch (error) {
      this.logger.warn({ err: error, ticket: ticketId, kind }, 'a timer of a ticket did not fire');
      const later = new Date(this.clock.ms() + AGAIN_AFTER_MS);
      await this.database.transaction((tx) => tx.update(TicketTimerSchema, seen, { due: later }));
    }
  }
}
