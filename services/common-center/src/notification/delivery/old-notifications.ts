import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, Not } from 'typeorm';
import { NotificationSchema } from '../feed/notification.schema.js';
import { NotificationAttemptSchema, NotificationDeliverySchema } from './notification-delivery.schema.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 60_000;
const KEPT_MS = 90 * 24 * 3_600_000;

/** Forgets what is over since three months; what nobody has read yet stays. */
@Injectable()
export class OldNotifications {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'old-notifications',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old notifications were not removed',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#forget();
        }),
    });
  }

  async #forget(): Promise<void> {
    const createdAt = LessThan(new Date(this.clock.ms() - KEPT_MS));
    const isOver = [
      { createdAt, readAt: Not(IsNull()) },
      { createdAt, seq: IsNull(), showAt: IsNull() },
    ];
    await this.database.transaction(async (tx) => {
      await tx.delete(NotificationDeliverySchema, { finishedAt: createdAt });
      await tx.delete(NotificationAttemptSchema, { at: createdAt });
      await tx.delete(NotificationSchema, isOver);
    });
  }
}
