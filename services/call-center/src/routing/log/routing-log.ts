import { Router } from '#libs/contact-routing/router';
import type { Decision, ReservationChanged } from '#libs/contact-routing/decisions';
import type { RoutingEvent } from '#libs/contact-routing/events';
import type { Recorded, Written } from '#libs/contact-routing/replay';
import type { RouterSnapshot } from '#libs/contact-routing/snapshot';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, LessThan, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import {
  RoutingCommandSchema,
  RoutingDecisionSchema,
  RoutingEventSchema,
  RoutingSnapshotSchema,
} from './routing-log.schema.js';

/** Characters in a part of a snapshot: 65,535 bytes whatever they are. */
const PART = 16_000;
/** Halves of characters beyond the basic plane, which parts may not tear apart. */
const SURROGATE = /[\ud800-\udfff]/g;
const EMPTY = JSON.stringify(Router.empty().snapshot());

/** A router as it was after an event. */
export interface Stored {
  readonly seq: number;
  readonly snapshot: RouterSnapshot;
}

/** What happened to the routers of a tenant, and what they decided: the truth they are restored from. */
@Injectable()
export class RoutingLog {
  constructor(private readonly database: Database) {}

  /** The newest snapshot up to an event, or an empty router before the first. */
  async snapshotAt(seq = Number.MAX_SAFE_INTEGER): Promise<Stored> {
    const db = await this.database.reader();
    const order = { seq: 'DESC', part: 'ASC' } as const;
    const where = seq === Number.MAX_SAFE_INTEGER ? {} : { seq: LessThanOrEqual(seq) };
    const first = await db.findOne(RoutingSnapshotSchema, { where, order });
    if (!first) return { seq: 0, snapshot: JSON.parse(EMPTY) as RouterSnapshot };
    const parts = await db.find(RoutingSnapshotSchema, { where: { seq: first.seq }, order });
    const text = parts.map(({ body }) => body).join('');
    return { seq: first.seq, snapshot: JSON.parse(text) as RouterSnapshot };
  }

  /** Where a replay begins that is to go on from a time: the newest snapshot before, or the oldest there is. */
  async beginningBefore(time: Date): Promise<Stored> {
    const db = await this.database.reader();
    const of = { select: { seq: true, part: true } } as const;
    const before = { part: 0, at: LessThanOrEqual(time) };
    const newest = await db.findOne(RoutingSnapshotSchema, { ...of, where: before, order: { seq: 'DESC' } });
    if (newest) return this.snapshotAt(newest.seq);
    if (await db.existsBy(RoutingEventSchema, { seq: 1 })) return this.snapshotAt(0);
    const oldest = await db.findOne(RoutingSnapshotSchema, { ...of, where: { part: 0 }, order: { seq: 'ASC' } });
    return this.snapshotAt(oldest?.seq ?? 0);
  }

  /** What was recorded after an event, in order; the oldest, when there are more than `most`. */
  async after(seq: number, most: number): Promise<Recorded[]> {
    return (await this.writtenAfter(seq, most)).map(({ decisions, ...recorded }) => ({
      ...recorded,
      decisions: decisions.map((body) => JSON.parse(body) as Decision),
    }));
  }

  /** The same, with the decisions as they are written down. */
  async writtenAfter(seq: number, most: number): Promise<Written[]> {
    const db = await this.database.reader();
    const where = { seq: MoreThan(seq) };
    const events = await db.find(RoutingEventSchema, { where, order: { seq: 'ASC' }, take: most });
    if (events.length === 0) return [];
    const range = { seq: In(events.map((event) => event.seq)) };
    const rows = await db.find(RoutingDecisionSchema, { where: range, order: { seq: 'ASC', n: 'ASC' } });
    const decisions = Map.groupBy(rows, (row) => row.seq);
    return events.map((event) => ({
      at: event.at.getTime(),
      event: JSON.parse(event.body) as RoutingEvent,
      decisions: (decisions.get(event.seq) ?? []).map(({ body }) => body),
    }));
  }

  /** What became last of the offers of a contact to an agent; null: there was none. */
  async lastChange(contactId: string, agentId: string): Promise<{ change: ReservationChanged; at: Date } | null> {
    const db = await this.database.reader();
    const where = { contactId, agentId, type: 'reservation-changed' };
    const row = await db.findOne(RoutingDecisionSchema, { where, order: { seq: 'DESC', n: 'DESC' } });
    return row && { change: JSON.parse(row.body) as ReservationChanged, at: row.at };
  }

  /** @throws QueryFailedError (duplicate key) when another writer has gone on from the same event */
  async append(tx: EntityManager, from: number, log: readonly Recorded[]): Promise<void> {
    const events = log.map(({ at, event }, index) => ({
      ...{ seq: from + index + 1, at: new Date(at), type: event.type },
      body: JSON.stringify(event),
    }));
    const decisions = log.flatMap(({ at, decisions: made }, index) =>
      made.map((decision, n) => ({
        ...{ seq: from + index + 1, n, at: new Date(at), type: decision.type },
        contactId: 'contactId' in decision ? decision.contactId : null,
        agentId: 'agentId' in decision ? decision.agentId : null,
        reservationId: 'reservationId' in decision ? decision.reservationId : null,
        body: JSON.stringify(decision),
      })),
    );
    await insertRows(tx, RoutingEventSchema, events);
    await insertRows(tx, RoutingDecisionSchema, decisions);
  }

  async keep(tx: EntityManager, { seq, snapshot }: Stored, at: Date): Promise<void> {
    const text = JSON.stringify(snapshot).replace(SURROGATE, escaped);
    const parts = Math.ceil(text.length / PART);
    for (let part = 0; part < parts; part += 1) {
      const body = text.slice(part * PART, (part + 1) * PART);
      await tx.insert(RoutingSnapshotSchema, { seq, part, at, body });
    }
  }

  /** Drops what is older, but never what the newest snapshot before that time leaves to be replayed. */
  async dropBefore(tx: EntityManager, time: Date): Promise<void> {
    await tx.delete(RoutingCommandSchema, { at: LessThan(time) });
    const where = { at: LessThan(time) };
    const last = await tx.findOne(RoutingSnapshotSchema, { where, order: { seq: 'DESC' } });
    if (!last) return;
    await tx.delete(RoutingSnapshotSchema, { seq: LessThan(last.seq) });
    for (const schema of [RoutingEventSchema, RoutingDecisionSchema])
      await tx.delete(schema, { seq: LessThanOrEqual(last.seq) });
  }
}

function escaped(half: string): string {
  return `\\u${half.charCodeAt(0).toString(16)}`;
}
