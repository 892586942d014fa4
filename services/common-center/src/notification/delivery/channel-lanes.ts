import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In, LessThanOrEqual, Not } from 'typeorm';
import { Lane } from '../../outbound/lane.api.js';
import { STOPPED, type NotificationChannel } from '../channel/notification-channel.js';
import { Preferences } from '../preference/preferences.js';
import { parcelsOf, type Parcel } from './messages.js';
import { NotificationDeliverySchema, type NotificationDeliveryRow } from './notification-delivery.schema.js';
import { NotificationLog } from './notification-log.js';

/** People who are told at the same time, on one channel of one tenant. */
const WIDTH = 16;
const AT_ONCE = 200;
/** What is on its way at the end has so long. */
const GRACE_MS = 3_000;

type Held = () => Promise<readonly number[]>;

/** A lane for each channel of each tenant: a gateway that is slow holds up no other. */
@Injectable()
export class ChannelLanes {
  readonly #lanes = new Map<string, Lane<NotificationDeliveryRow>>();

  constructor(
    private readonly log: NotificationLog,
    private readonly preferences: Preferences,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  of(tenantId: string, channel: NotificationChannel, held: Held): Lane<NotificationDeliveryRow> {
    const key = `${tenantId}/${channel.name}`;
    const lane = this.#lanes.get(key) ?? this.#newLane(tenantId, channel, held);
    this.#lanes.set(key, lane);
    return lane;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.all(Array.from(this.#lanes.values(), (lane) => lane.idle()));
  }

  async stop(): Promise<void> {
    await Promise.all(Array.from(this.#lanes.values(), (lane) => lane.stop(GRACE_MS)));
  }

  #newLane(tenantId: string, channel: NotificationChannel, held: Held): Lane<NotificationDeliveryRow> {
    return new Lane<NotificationDeliveryRow>(tenantId, WIDTH, {
      due: async (busy) => this.#due(channel.name, await held(), busy),
      groupOf: ({ recipientId }) => recipientId,
      deliver: async (rows, stopping) => {
        const { locale } = await this.preferences.of(rows[0]!.recipientId);
        for (const parcel of parcelsOf(rows, locale))
          if (!stopping.aborted) await this.#deliver(channel, parcel, stopping);
      },
      failed: (error) => this.logger.warn({ err: error, channel: channel.name }, 'notifications wait'),
    });
  }

  async #due(
    channel: NotificationDeliveryRow['channel'],
    partitions: readonly number[],
    busy: readonly string[],
  ): Promise<NotificationDeliveryRow[]> {
    if (partitions.length === 0) return [];
    const dueAt = LessThanOrEqual(this.clock.now());
    const where = { channel, partitionNo: In([...partitions]), dueAt, recipientId: Not(In([...busy])) };
    const order = { dueAt: 'ASC', id: 'ASC' } as const;
    return (await this.database.reader()).find(NotificationDeliverySchema, { where, order, take: AT_ONCE });
  }

  /** Sent before it is recorded: a crash in between sends it again, under the same id. */
  async #deliver(channel: NotificationChannel, { rows, message }: Parcel, stopping: AbortSignal): Promise<void> {
    const at = this.clock.now();
    const begun = performance.now();
    const sent = await channel.send(message, stopping);
    if (!sent.delivered && sent.code === STOPPED) return;
    await this.log.record(rows, at, sent, Math.round(performance.now() - begun));
  }
}
