import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { WebhookAttemptSchema, WebhookDeliverySchema } from '../infra/webhook-delivery.schema.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 60_000;
/** So long what is finished can be replayed. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets what was finished a month ago. */
@Injectable()
export class OldWebhookDeliveries {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, database: Database, clock: Clock) {
    this.rounds = rounds.of({
      job: 'old-webhooks',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old webhooks were not removed',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          const before = LessThan(new Date(clock.ms() - KEPT_MS));
          await database.transaction((tx) => tx.delete(WebhookDeliverySchema, { finishedAt: before }));
          await database.transaction((tx) => tx.delete(WebhookAttemptSchema, { at: before }));
        }),
    });
  }
}
