import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, MoreThan, Not, type ObjectLiteral } from 'typeorm';
import type { Attempt } from '../domain/attempt.aggregate.js';
import { Attempts, type UnderWay } from '../domain/attempt.repository.js';
import { AttemptNotFound } from '../domain/campaign.errors.js';
import type { LiveCalls } from '../domain/pacing/abandon-rate.js';
import type { Measured } from '../domain/pacing/pace.js';
import { AttemptSchema, DialledNumberSchema, type AttemptRow } from './attempt.schema.js';

/** What the pacing goes by: the newest calls. */
const NEWEST = 300;
/** Where nothing is measured yet, ms. */
const RING_MS = 10_000;
const RUNNING = ['placing', 'ringing', 'answered', 'connected', 'wrap-up'] as const;

@Injectable()
export class TypeormAttempts extends AggregateStore<Attempt> implements Attempts {
  constructor(
    database: Database,
    outbox: Outbox,
    clock: Clock,
    private readonly keys: KeysAtHand,
  ) {
    super(database, outbox, clock, {
      schema: AttemptSchema,
      notFound: (id) => new AttemptNotFound('There is no such attempt.', { id }),
      publish: () => null,
      stored: { toStored, fromStored: async () => undefined },
    });
  }

  async lockNumber(number: string): Promise<void> {
    if (!this.database.locksRows) return;
    const db = await this.database.reader();
    const lock = { mode: 'pessimistic_write' as const };
    const where = { number };
    if (await db.findOne(DialledNumberSchema, { where, lock })) return;
    await db.createQueryBuilder().insert().into(DialledNumberSchema).values(where).orIgnore().execute();
    await db.findOne(DialledNumberSchema, { where, lock });
  }

  async ofNumber(number: string, since: Date): Promise<{ calledAt: Date[]; underWay: boolean }> {
    const query = (await this.database.reader()).createQueryBuilder<AttemptRow>(AttemptSchema, 'each');
    query.select(['each.id', 'each.placedAt', 'each.status', 'each.outcome']);
    const forms = this.keys.formsOf('phone', number);
    query.where('(each.numberKey IN (:...forms) OR each.number IN (:...forms))', { forms });
    const rows = await query.andWhere("each.placedAt > :since AND each.status <> 'withheld'", { since }).getMany();
    const calledAt = rows.filter(({ outcome }) => outcome !== 'unplaced').map(({ placedAt }) => placedAt);
    return { calledAt, underWay: rows.some(({ status }) => status !== 'ended') };
  }

  async underWay(campaignId: string): Promise<UnderWay> {
    const where = { campaignId, status: In([...RUNNING]) };
    const rows = await (await this.database.reader()).findBy(AttemptSchema, where);
    const count = (...statuses: string[]) =>
      rows.filter(({ status, agentId }) => agentId === null && statuses.includes(status)).length;
    const busy = rows.flatMap(({ agentId, connectedAt: since }) => (agentId && since ? [{ agentId, since }] : []));
    const held = rows.flatMap(({ agentId }) => (agentId === null ? [] : [agentId]));
    return { ringing: count('placing', 'ringing'), waiting: count('answered'), held, busy };
  }

  async liveCalls(campaignId: string, since: Date): Promise<LiveCalls> {
    const db = await this.database.reader();
    const where = { campaignId, liveAt: MoreThan(since) };
    const live = await db.countBy(AttemptSchema, where);
    return { live, abandoned: await db.countBy(AttemptSchema, { ...where, abandonedAt: Not(IsNull()) }) };
  }

  async measured(campaignId: string): Promise<Measured> {
    const rows = await (
      await this.database.reader()
    ).find(AttemptSchema, { where: { campaignId, status: 'ended' }, order: { id: 'DESC' }, take: NEWEST });
    const live = rows.filter(({ liveAt }) => liveAt !== null);
    const rings = live.map(({ placedAt, liveAt }) => liveAt!.getTime() - placedAt.getTime());
    const ringMs = rings.length === 0 ? RING_MS : rings.reduce((sum, ms) => sum + ms, 0) / rings.length;
    return { dials: rows.length, live: live.length, ringMs, handleMs: live.flatMap(handled) };
  }

  async overdue(now: Date, most: number): Promise<{ id: string; campaignId: string; at: Date }[]> {
    const where = { dueAt: LessThanOrEqual(now) };
    const rows = await (
      await this.database.reader()
    ).find(AttemptSchema, { where, order: { dueAt: 'ASC' }, take: most });
    return rows.map(({ id, campaignId, dueAt }) => ({ id, campaignId, at: dueAt! }));
  }
}

/** What was read of the key is not what it is of. */
async function toStored(row: ObjectLiteral): Promise<ObjectLiteral> {
  return { ...row, numberKey: (row['number'] as string) || null };
}

function handled({ connectedAt, endedAt }: AttemptRow): number[] {
  return connectedAt && endedAt ? [endedAt.getTime() - connectedAt.getTime()] : [];
}
