import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { And, In, IsNull, LessThan, LessThanOrEqual, MoreThan, Not, type EntityManager } from 'typeorm';
import { FeedSchema, NotificationSchema, type FeedRow, type NotificationRow } from './notification.schema.js';

export class NotificationNotFound extends domainError('notification-not-found', 'not-found') {}

export type FeedState = Pick<FeedRow, 'lastSeq' | 'unread' | 'changes'>;
const EMPTY: FeedState = { lastSeq: 0, unread: 0, changes: 0 };

/** What people see of notifications. */
@Injectable()
export class Feeds {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Gives it the next place in its recipient's feed. */
  async show(tx: EntityManager, { id, recipientId }: Pick<NotificationRow, 'id' | 'recipientId'>): Promise<void> {
    await this.#change(tx, recipientId, { lastSeq: 1, unread: 1 });
    const { lastSeq } = await tx.findOneByOrFail(FeedSchema, { recipientId });
    await tx.update(NotificationSchema, { id }, { seq: lastSeq, showAt: null });
  }

  /** Newest first. */
  async list(
    recipientId: string,
    { limit, cursor, unread }: { limit: number; cursor?: string; unread: boolean },
  ): Promise<Page<NotificationRow>> {
    const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, 1)[0]);
    const seq = before === undefined ? Not(IsNull()) : And(Not(IsNull()), LessThan(before));
    const where = { recipientId, seq, ...(unread && { readAt: IsNull() }) };
    const db = await this.database.reader();
    const rows = await db.find(NotificationSchema, { where, order: { seq: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, (row) => [String(row.seq)]);
  }

  async since(recipientId: string, seq: number, most: number): Promise<NotificationRow[]> {
    const where = { recipientId, seq: MoreThan(seq) };
    return (await this.database.reader()).find(NotificationSchema, { where, order: { seq: 'ASC' }, take: most });
  }

  async states(recipientIds: readonly string[]): Promise<ReadonlyMap<string, FeedState>> {
    const rows = await (await this.database.reader()).findBy(FeedSchema, { recipientId: In([...recipientIds]) });
    const known = new Map(rows.map((row) => [row.recipientId, row]));
    return new Map(recipientIds.map((id) => [id, known.get(id) ?? EMPTY]));
  }

  async state(recipientId: string): Promise<FeedState> {
    return (await this.states([recipientId])).get(recipientId)!;
  }

  /** One that was read stays as it is. @throws NotificationNotFound */
  async read(recipientId: string, id: string): Promise<void> {
    const db = await this.database.reader();
    if (!(await db.existsBy(NotificationSchema, { id, recipientId, seq: Not(IsNull()) })))
      throw new NotificationNotFound('There is no such notification.', { id });
    await this.#read(recipientId, { id, recipientId });
  }

  /** All that had come in when the reader saw `upTo`. */
  readAll(recipientId: string, upTo: number): Promise<void> {
    return this.#read(recipientId, { recipientId, seq: LessThanOrEqual(upTo) });
  }

  /** The feed is locked first, as when something comes in: so the count is that of the rows. */
  async #read(recipientId: string, which: object): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.#change(tx, recipientId, {});
      const readAt = this.clock.now();
      const { affected } = await tx.update(NotificationSchema, { ...which, readAt: IsNull() }, { readAt });
      await this.#change(tx, recipientId, { unread: -(affected ?? 0) });
    });
  }

  async #change(tx: EntityManager, recipientId: string, by: { lastSeq?: number; unread?: number }): Promise<void> {
    const { lastSeq = 0, unread = 0 } = by;
    const set = {
      lastSeq: () => `lastSeq + ${lastSeq}`,
      unread: () => `unread + ${unread}`,
      changes: () => 'changes + 1',
    };
    const change = () => tx.createQueryBuilder().update(FeedSchema).set(set).where({ recipientId }).execute();
    if ((await change()).affected !== 0) return;
    try {
      await tx.insert(FeedSchema, { recipientId, lastSeq, unread, changes: 1 });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await change();
    }
  }
}
