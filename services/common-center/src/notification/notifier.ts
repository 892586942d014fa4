import type { Envelope } from '#libs/contracts/envelope';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { config } from '../config.js';
import { Channels } from './channel/channels.js';
import { NotificationDeliverySchema, type NotificationDeliveryRow } from './delivery/notification-delivery.schema.js';
import { partitionOf } from './delivery/partition.js';
import { Feeds } from './feed/feeds.js';
import { NotificationSchema, type NotificationRow } from './feed/notification.schema.js';
import { Hooks } from './hook/hooks.js';
import { kindsOf } from './kind/kinds.js';
import type { Channel, Kind } from './kind/kind.js';
import { channelsOf } from './preference/channels-of.js';
import { deliveryTime } from './preference/delivery-time.js';
import type { Preference } from './preference/preference.schema.js';
import { Preferences } from './preference/preferences.js';
import type { KnownTicket } from './recipients/known-ticket.schema.js';
import { KnownTickets } from './recipients/known-tickets.js';
import { Recipients } from './recipients/recipients.js';
import type { Known } from './template/filled.js';
import { Templates } from './template/templates.js';

interface Telling {
  readonly kind: Kind;
  readonly event: Envelope;
  readonly ticket: KnownTicket | null;
  /** Not before. */
  readonly from: Date;
}

type Address = Pick<NotificationDeliveryRow, 'channel' | 'hookId'>;

/** Writes down what people are told of an event, in the transaction of its receipt; nothing is sent here. */
@Injectable()
export class Notifier {
  readonly #publicUrl = config().PUBLIC_URL;

  constructor(
    private readonly recipients: Recipients,
    private readonly tickets: KnownTickets,
    private readonly preferences: Preferences,
    private readonly templates: Templates,
    private readonly feeds: Feeds,
    private readonly hooks: Hooks,
    private readonly channels: Channels,
    private readonly directory: TenantDirectory,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async tell(event: Envelope): Promise<void> {
    for (const kind of kindsOf(event.type)) {
      const { ticketId } = event.data;
      const ticket = typeof ticketId === 'string' ? await this.tickets.find(ticketId) : null;
      await this.#tellAll({ kind, event, ticket, from: this.#earliest(kind, event) });
    }
  }

  #earliest({ notBefore }: Kind, { data }: Envelope): Date {
    const now = this.clock.now();
    const told = notBefore === undefined ? now : new Date(data[notBefore] as string);
    return told > now ? told : now;
  }

  async #tellAll(telling: Telling): Promise<void> {
    const people = await this.recipients.of(telling.kind, telling.event, telling.ticket);
    const preferences = await this.preferences.ofAll(people);
    for (const preference of preferences.values()) {
      await this.#tellOne(telling, preference, channelsOf(telling.kind, preference));
    }
    const teamId = telling.ticket?.teamId;
    if (teamId) await this.#tellOne(telling, await this.preferences.of(teamId), ['webhook']);
  }

  async #tellOne(telling: Telling, preference: Preference, wanted: readonly Channel[]): Promise<void> {
    const { kind, event, from } = telling;
    const recipientId = preference.personId;
    const now = this.clock.now();
    const hookIds = wanted.includes('webhook') ? (await this.hooks.of([recipientId])).map(({ id }) => id) : [];
    const addressed = wanted.flatMap((channel) => this.#addressesOf(channel, preference, hookIds));
    const isInFeed = wanted.includes('in-app');
    if (!isInFeed && addressed.length === 0) return;
    const place = placeOf(telling);
    const words = await this.#words(telling, 'in-app', preference, place.known);
    const notification: NotificationRow = {
      ...{ id: newId(now), recipientId, kind: kind.kind, eventId: event.id, subjectId: event.subject },
      ...{ reference: place.reference, link: place.link, title: words.subject, body: words.text },
      ...{ seq: null, showAt: isInFeed && from > now ? from : null, readAt: null, createdAt: now },
    };
    await this.database.transaction(async (tx) => {
      await insertRows(tx, NotificationSchema, [notification]);
      if (isInFeed && from <= now) await this.feeds.show(tx, notification);
      const rows: NotificationDeliveryRow[] = [];
      for (const { channel, hookId } of addressed) {
        const { subject, text } = await this.#words(telling, channel, preference, place.known);
        rows.push({
          ...{ id: newId(now), notificationId: notification.id, recipientId, channel, hookId },
          ...{ partitionNo: partitionOf(recipientId), inDigest: preference.digest !== 'none' && !kind.urgent },
          ...{ subject, text, link: place.link && this.#publicBase() + place.link },
          ...{ state: 'waiting', attempts: 0, dueAt: deliveryTime(from, restOf(preference), kind.urgent ?? false) },
          ...{ createdAt: now, finishedAt: null },
        });
      }
      await insertRows(tx, NotificationDeliverySchema, rows);
    });
  }

  #addressesOf(channel: Channel, { email, phone }: Preference, hookIds: readonly string[]): Address[] {
    if (channel === 'in-app' || !this.channels.has(channel)) return [];
    if (channel === 'webhook') return hookIds.map((hookId) => ({ channel, hookId }));
    return (channel === 'email' ? email : phone) === null ? [] : [{ channel, hookId: '' }];
  }

  #words({ kind, event }: Telling, channel: Channel, { locale }: Preference, known: Known) {
    const named = kind.template === undefined ? [] : [event.data[kind.template] as string];
    return this.templates.words([...named, kind.kind], channel, locale, known);
  }

  #publicBase(): string {
    const domain = this.directory.get(currentTenant())?.domains[0] ?? 'localhost';
    return this.#publicUrl.replace('{domain}', domain);
  }
}

/** What the event is about, and what templates may name: what it says in words and numbers, which by its contract is nothing personal. */
function placeOf({ event, ticket }: Telling): { reference: string | null; link: string | null; known: Known } {
  const said = Object.entries(event.data).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  const { ticketId } = event.data;
  const reference = ticket?.number ?? null;
  const link = typeof ticketId === 'string' ? `/tickets/${ticketId}` : null;
  return { reference, link, known: { ...Object.fromEntries(said), reference: reference ?? '' } };
}

function restOf({ timeZone, quietFrom, quietTo, digest, digestAt }: Preference) {
  const quiet = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
  return { timeZone, quiet, digest, digestAt };
}
