import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Listening } from './listening.js';

const EVERY_MS = 5_000;
const LEASE_MS = 15_000;

/** Recordings are listened to by one process of the service at a time; when its lease is lost, by who comes next. */
@Injectable()
export class ListeningRounds {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, listening: Listening) {
    this.rounds = rounds.of({
      job: 'recording-listening',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'recordings were not listened to',
      work: (round) => round.inEachTenant(() => listening.doAll(() => round.isOurs())),
    });
  }
}
