import { LeasedRounds, type Rounds } from '#libs/web/leased-rounds';
import { Injectable } from '@nestjs/common';
import { TicketReconciliation, TICKETS } from '../tickets/ticket-reconciliation.js';
import { Nights } from './nights.js';
import { FIGURES, Reconciliation } from './reconciliation.js';

/** Whether a tenant's night has come is asked so often. */
const EVERY_MS = 5 * 60_000;
const LEASE_MS = 60_000;

/** Every night of every tenant, the day before is made again from the facts, and tickets are looked at beside what they are counted from. */
@Injectable()
export class ReconciliationRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly reconciliation: Reconciliation,
    private readonly tickets: TicketReconciliation,
    private readonly nights: Nights,
  ) {
    this.rounds = rounds.of({
      job: 'monitor-reconciliation',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'figures were not reconciled',
      work: (round) =>
        round.inEachTenant(async () => {
          const date = (await round.isOurs()) ? await this.nights.next(FIGURES) : null;
          if (date !== null) await this.reconciliation.run(date);
          const ofTickets = (await round.isOurs()) ? await this.nights.next(TICKETS) : null;
          if (ofTickets !== null) await this.tickets.run(ofTickets);
        }),
    });
  }
}
