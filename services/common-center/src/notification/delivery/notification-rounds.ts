import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { Channels } from '../channel/channels.js';
import { Feeds } from '../feed/feeds.js';
import { NotificationSchema } from '../feed/notification.schema.js';
import { ChannelLanes } from './channel-lanes.js';
import { PARTITIONS } from './partition.js';

const EVERY_MS = 1_000;
const LEASE_MS = 6_000;
const AT_ONCE = 200;

/** Shows what may be seen now, and has the channels look for what is due. A round waits for nobody outside. */
@Injectable()
export class NotificationRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly channels: Channels,
    private readonly lanes: ChannelLanes,
    private readonly feeds: Feeds,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'notifications',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      partitions: PARTITIONS,
      failure: 'notifications were not looked at',
      work: (round) =>
        round.inEachTenant(async (tenantId) => {
          const held = () => round.held();
          if (await round.isOurs()) await this.#show();
          if ((await held()).length === 0) return;
          await Promise.all(this.channels.there.map((channel) => this.lanes.of(tenantId, channel, held).look()));
        }),
      idle: () => this.lanes.stop(),
    });
  }

  /** Whoever takes it off the list shows it. */
  async #show(): Promise<void> {
    const where = { showAt: LessThanOrEqual(this.clock.now()) };
    const due = await (await this.database.reader()).find(NotificationSchema, { where, take: AT_ONCE });
    for (const { id, recipientId, showAt } of due) {
      await this.database.transaction(async (tx) => {
        const { affected } = await tx.update(NotificationSchema, { id, showAt: showAt! }, { showAt: null });
        if (affected === 1) await this.feeds.show(tx, { id, recipientId });
      });
    }
  }
}
