import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { DraftEnds } from './infra/draft-ends.js';

const EVERY_MS = 60_000;
const LEASE_MS = 120_000;

/** Removes the drafts whose time is over, in every tenant. */
@Injectable()
export class DraftSweep {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, ends: DraftEnds) {
    this.rounds = rounds.of({
      job: 'form-drafts',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'drafts were not removed',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await ends.removeDue();
        }),
    });
  }
}
