import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { AccessWatch } from './access-watch.js';

const HOUR_MS = 3_600_000;
const LEASE_MS = 60_000;

/** Forgets who looked at what once it says nothing about what is usual. */
@Injectable()
export class AccessRetention {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, watch: AccessWatch) {
    this.rounds = rounds.of({
      job: 'access-retention',
      everyMs: HOUR_MS,
      leaseMs: LEASE_MS,
      failure: 'old looks were not forgotten',
      work: async (round) => {
        if (await round.isOurs()) await round.inEachTenant(() => watch.forget());
      },
    });
  }
}
