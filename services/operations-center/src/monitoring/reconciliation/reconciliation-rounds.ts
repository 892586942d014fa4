import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { ContactReconciliation, CONTACTS } from '../contacts/contact-reconciliation.js';
import { TicketReconciliation, TICKETS } from '../tickets/ticket-reconciliation.js';
import { Nights, type NightBook } from './nights.js';
import { FIGURES, Reconciliation } from './reconciliation.js';
import type { Night } from './reconciliation.schema.js';

/** Whether a tenant's night has come is asked so often. */
const EVERY_MS = 5 * 60_000;
const LEASE_MS = 60_000;

/**
 * Every night of every tenant: what was told of the contacts of the day before is laid beside what was heard, the day is made again from the facts,
 * and tickets are looked at beside what they are counted from. Whoever does not answer keeps the others from nothing.
 */
@Injectable()
export class ReconciliationRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly reconciliation: Reconciliation,
    private readonly contacts: ContactReconciliation,
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
          const failures: unknown[] = [];
          const nightOf = async (book: NightBook<Night>, run: (date: string) => Promise<void>) => {
            const date = (await round.isOurs()) ? await this.nights.next(book) : null;
            if (date !== null) await run(date).catch((error: unknown) => failures.push(error));
          };
          await nightOf(CONTACTS, (date) => this.contacts.run(date));
          await nightOf(FIGURES, (date) => this.reconciliation.run(date));
          await nightOf(TICKETS, (date) => this.tickets.run(date));
          if (failures.length > 0) throw failures[0];
        }),
    });
  }
}
