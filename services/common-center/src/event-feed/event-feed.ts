import { Envelope } from '#libs/contracts/envelope';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, encodeCursor } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import { LessThan, LessThanOrEqual, MoreThan } from 'typeorm';
import type { FeedBody, FeedPage, FeedQuery, FeedView } from './event-feed.dto.js';
import { EventFeedSchema, KeptEventSchema, type EventFeedRow } from './event-feed.schema.js';

/** What was to follow is no longer kept: the reader has to begin anew. */
export class FeedPlaceGone extends domainError('feed-place-gone', 'conflict') {}

const ID = 'event-feed';
const NONE: EventFeedRow = { id: ID, version: 0, keepDays: 0, lastSeq: 0, cutSeq: 0 };
const DAY_MS = 86_400_000;

/** All events of a tenant in one order, for systems that fetch: each reader remembers its own place. */
@Injectable()
export class EventFeed {
  readonly #isKept: TenantMemory<boolean>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.#isKept = new TenantMemory(clock, async () => (await this.#feed()).keepDays > 0);
  }

  async view(): Promise<FeedView> {
    return viewOf(await this.#feed());
  }

  /** @throws StaleVersion */
  async define({ keepDays }: FeedBody): Promise<FeedView> {
    const tenantId = currentTenant();
    const defined = await this.database.transaction(async (tx) => {
      currentContext()!.unitOfWork!.afterCommit(() => this.#isKept.forget(tenantId));
      const current = await tx.findOneBy(EventFeedSchema, { id: ID });
      const { version } = current ?? NONE;
      checkPrecondition({ id: '', version });
      if (current) await tx.update(EventFeedSchema, { id: ID, version }, { keepDays, version: version + 1 });
      else await tx.insert(EventFeedSchema, { ...NONE, keepDays, version: 1 });
      return tx.findOneByOrFail(EventFeedSchema, { id: ID });
    });
    return viewOf(defined);
  }

  /** Once, however often it comes; where nothing is kept, no database is asked. */
  async take(event: Envelope): Promise<void> {
    if (!(await this.#isKept.get())) return;
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(KeptEventSchema, { eventId: event.id })) return;
      await tx.increment(EventFeedSchema, { id: ID }, 'lastSeq', 1);
      const { lastSeq: seq } = await tx.findOneByOrFail(EventFeedSchema, { id: ID });
      await tx.insert(KeptEventSchema, { seq, eventId: event.id, body: JSON.stringify(event), at: this.clock.now() });
    });
  }

  /** @throws FeedPlaceGone, InvalidCursor */
  async read({ after, limit }: FeedQuery): Promise<FeedPage> {
    const { cutSeq } = await this.#feed();
    const from = after === undefined ? cutSeq : Number(decodeCursor(after, 1)[0]);
    if (from < cutSeq) throw new FeedPlaceGone('What followed is no longer kept: begin without a place.');
    const db = await this.database.reader();
    const kept = await db.find(KeptEventSchema, { where: { seq: MoreThan(from) }, order: { seq: 'ASC' }, take: limit });
    const items = kept.map(({ body }) => Envelope.parse(JSON.parse(body)));
    return { items, next: encodeCursor([String(kept.at(-1)?.seq ?? from)]) };
  }

  /** Cuts off what has been kept for as long as the tenant in context wants. */
  async cut(most: number): Promise<void> {
    const { keepDays, cutSeq } = await this.#feed();
    const at = LessThan(new Date(this.clock.ms() - keepDays * DAY_MS));
    await this.database.transaction(async (tx) => {
      const where = { seq: LessThanOrEqual(cutSeq + most), at };
      const last = await tx.findOne(KeptEventSchema, { where, order: { seq: 'DESC' } });
      if (!last) return;
      await tx.update(EventFeedSchema, { id: ID, cutSeq: LessThan(last.seq) }, { cutSeq: last.seq });
      await tx.delete(KeptEventSchema, { seq: LessThanOrEqual(last.seq) });
    });
  }

  async #feed(): Promise<EventFeedRow> {
    return (await (await this.database.reader()).findOneBy(EventFeedSchema, { id: ID })) ?? NONE;
  }
}

function viewOf({ version, keepDays, lastSeq, cutSeq }: EventFeedRow): FeedView {
  return { version, keepDays, last: lastSeq, cutThrough: cutSeq };
}
