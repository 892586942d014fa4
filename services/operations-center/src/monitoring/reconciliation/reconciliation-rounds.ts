import { LeasedRounds, type Rounds } from '#libs/web/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Reconciliation } from './reconciliation.js';

/** Whether a tenant's night has come is asked so often. */
const EVERY_MS = 5 * 60_000;
const LEASE_MS = 60_000;

/** Every night of every tenant, the day before is made again from the facts. */
@Injectable()
export class ReconciliationRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly reconciliation: Reconciliation,
  ) {
    this.rounds = rounds.of({
      job: 'monitor-reconciliation',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'figures were not reconciled',
      work: (round) =>
        round.inEachTenant(async () => {
          const date = (await round.isOurs()) ? await this.reconciliation.nextDay() : null;
          if (date !== null) await this.reconciliation.run(date);
        }),
    });
  }
}
