import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { EventFeed } from './event-feed.js';

const EVERY_MS = 600_000;
const LEASE_MS = 120_000;
/** Of a tenant in one transaction; the next round goes on. */
const MOST_AT_ONCE = 20_000;

/** Takes from each feed what was kept for long enough. */
@Injectable()
export class OldKeptEvents {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, feed: EventFeed) {
    this.rounds = rounds.of({
      ...{ job: 'old-kept-events', everyMs: EVERY_MS, leaseMs: LEASE_MS, failure: 'old events were not removed' },
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await feed.cut(MOST_AT_ONCE);
        }),
    });
  }
}
