import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { SearchDueSchema, type SearchDueRow } from './search-index.schema.js';

/** Tickets whose texts are to be read again; each once, however often it changed since. */
@Injectable()
export class SearchQueue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async changed(ticketId: string): Promise<void> {
    const since = this.clock.now();
    const changeId = newId(since);
    await this.database.transaction(async (tx) => {
      const again = () => tx.update(SearchDueSchema, { ticketId }, { queueNo: 0, changeId });
      if ((await again()).affected !== 0) return;
      try {
        await tx.insert(SearchDueSchema, { ticketId, queueNo: 0, since, changeId });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await again();
      }
    });
  }

  /** Behind those that have changed; what waits already goes on waiting. In the caller's transaction. */
  async all(tx: EntityManager, ticketIds: readonly string[]): Promise<void> {
    if (ticketIds.length === 0) return;
    const since = this.clock.now();
    const waiting = await tx.findBy(SearchDueSchema, { ticketId: In([...ticketIds]) });
    const known = new Set(waiting.map(({ ticketId }) => ticketId));
    const rows = ticketIds
      .filter((id) => !known.has(id))
      .map((ticketId) => ({ ticketId, queueNo: 1, since, changeId: newId(since) }));
    if (rows.length > 0) await tx.insert(SearchDueSchema, rows);
  }

  /** Those that have changed first, the oldest of them first. */
  async next(count: number): Promise<SearchDueRow[]> {
    const order = { queueNo: 'ASC', since: 'ASC' } as const;
    return (await this.database.reader()).find(SearchDueSchema, { order, take: count });
  }

  /** Unless it has changed again since it was read. */
  async done(tx: EntityManager, rows: readonly SearchDueRow[]): Promise<void> {
    for (const { ticketId, changeId } of rows) await tx.delete(SearchDueSchema, { ticketId, changeId });
  }

  async waiting(): Promise<number> {
    return (await this.database.reader()).count(SearchDueSchema);
  }

  /** Since when the oldest change is not yet found. */
  async lagSeconds(): Promise<number> {
    const [oldest] = await (
      await this.database.reader()
    ).find(SearchDueSchema, { where: { queueNo: 0 }, order: { since: 'ASC' }, take: 1 });
    return oldest ? Math.max(0, this.clock.ms() - oldest.since.getTime()) / 1_000 : 0;
  }
}
