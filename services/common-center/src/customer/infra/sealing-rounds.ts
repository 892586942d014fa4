import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { FormerCustomers } from './former-customers.js';

const EVERY_MS = 5_000;
const LEASE_MS = 30_000;
const AT_ONCE = 100;

/** Seals what is in the clear or sealed by an older key, until there is nothing left of it. */
@Injectable()
export class SealingRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly former: FormerCustomers,
  ) {
    this.rounds = rounds.of({
      job: 'customer-sealing',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'customers were not sealed',
      work: (round) =>
        round.inEachTenant(async () => {
          while ((await round.isOurs()) && (await this.former.sealSome(AT_ONCE)) === AT_ONCE);
        }),
    });
  }
}
