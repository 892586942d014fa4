import { recordsSeen } from '#libs/contracts/common-center/privacy-events';
import type { DataOf } from '#libs/contracts/event-contract';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThan, type EntityManager } from 'typeorm';
import { DAY_MS } from './domain/access-pattern.js';
import type { SightsQuery } from './reveal.dto.js';
import { RecordSightSchema, type RecordSightRow } from './reveal.schema.js';

/** Logs are kept for six months at least (网络安全法 §21). */
const KEPT_MS = 200 * DAY_MS;

/** Who was shown whose record in the clear: one row for each person, record and hour. */
@Injectable()
export class RecordSights {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns how many of them this hour did not have yet */
  async keep(tx: EntityManager, seen: DataOf<typeof recordsSeen>): Promise<number> {
    const { accountId, way, single, recordIds } = seen;
    const hour = new Date(seen.hour);
    const known = await tx.findBy(RecordSightSchema, { accountId, hour, single, recordId: In(recordIds) });
    const had = new Set(known.map(({ recordId }) => recordId));
    const fresh = recordIds.filter((recordId) => !had.has(recordId));
    const now = this.clock.now();
    const rows = fresh.map((recordId) => ({ id: newId(now), accountId, recordId, hour, way, single }));
    if (rows.length > 0)
      await tx.createQueryBuilder().insert().into(RecordSightSchema).values(rows).orIgnore().execute();
    return fresh.length;
  }

  /** The newest first. */
  async list({ limit, cursor, recordId, accountId }: SightsQuery) {
    const of = { ...(recordId !== undefined && { recordId }), ...(accountId !== undefined && { accountId }) };
    const where = { ...of, ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }) };
    const reader = await this.database.reader();
    const rows = await reader.find(RecordSightSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows.map(view), limit, ({ id }) => [id]);
  }

  async forget(tx: EntityManager): Promise<void> {
    await tx.delete(RecordSightSchema, { hour: LessThan(new Date(this.clock.ms() - KEPT_MS)) });
  }
}

function view({ hour, ...row }: RecordSightRow) {
  return { ...row, hour: hour.toISOString() };
}
