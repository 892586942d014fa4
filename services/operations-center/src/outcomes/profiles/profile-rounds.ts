import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { CustomerProfiles } from './customer-profiles.js';

const EVERY_MS = 30_000;
const LEASE_MS = 120_000;
/** Of 500 customers; the rest is for the next round. */
const MOST_PIECES = 20;

/** Asks common-center about customers that are new here, or have changed. */
@Injectable()
export class ProfileRounds {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, profiles: CustomerProfiles) {
    this.rounds = rounds.of({
      job: 'customer-profiles',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'customers were not asked about',
      nextDue: onlyWhenWritten,
      work: (round) =>
        round.inEachTenant(async () => {
          for (let piece = 0; piece < MOST_PIECES && (await round.isOurs()); piece += 1)
            if (!(await profiles.ask())) break;
        }),
    });
  }
}
