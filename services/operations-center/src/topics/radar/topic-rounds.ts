import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Between, LessThan } from 'typeorm';
import { Intents, TooFewTickets } from '../intents/intents.js';
import { bucketOf, QUARTERS_OF_DAY, QUARTERS_OF_WEEK } from '../readings/buckets.js';
import { ReadingSchema, TermCountSchema } from '../readings/reading.schema.js';
import { Incidents } from './incidents.js';
import { Radar } from './radar.js';
import { WINDOW } from './term-shares.js';

const EVERY_MS = 30_000;
const LEASE_MS = 120_000;
const DAY_MS = 86_400_000;
const KEPT_DAYS = 180;

/** Looks for bursts, learns intents once a day, and forgets what is counted no more. */
@Injectable()
export class TopicRounds {
  readonly rounds: Rounds;

  constructor(
    private readonly database: Database,
    private readonly radar: Radar,
    private readonly incidents: Incidents,
    private readonly intents: Intents,
    private readonly clock: Clock,
    leasedRounds: LeasedRounds,
  ) {
    this.rounds = leasedRounds.of({
      job: 'topics',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'topics are not looked after now',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant(() => this.#round());
      },
    });
  }

  async #round(): Promise<void> {
    await this.radar.look();
    await this.#learn();
    await this.#forget();
    await this.incidents.linkLater();
  }

  async #learn(): Promise<void> {
    const trainedAt = await this.intents.trainedAt();
    if (trainedAt !== null && this.clock.ms() - trainedAt.getTime() < DAY_MS) return;
    await this.intents.teach().catch((error: unknown) => {
      if (!(error instanceof TooFewTickets)) throw error;
    });
  }

  /** Rare terms after a day: they are no season. All after five weeks. */
  async #forget(): Promise<void> {
    const bucket = bucketOf(this.clock.now());
    const yesterday = bucket - QUARTERS_OF_DAY - WINDOW;
    await this.database.transaction(async (tx) => {
      await tx.delete(TermCountSchema, { bucket: LessThan(bucket - 5 * QUARTERS_OF_WEEK) });
      await tx.delete(TermCountSchema, { bucket: Between(yesterday - QUARTERS_OF_DAY, yesterday), texts: 1 });
      await tx.delete(ReadingSchema, { bucket: LessThan(bucket - KEPT_DAYS * QUARTERS_OF_DAY) });
    });
  }
}
