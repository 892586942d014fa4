import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { changed, type HistoryChange } from './history-change.js';
import { HistoryEntrySchema, HistoryLinkSchema, type HistoryEntry, type HistoryKind } from './history.schema.js';

/** Of each customer's entries the newest; nobody reads more in one go. */
const LIMIT = 1_000;

export type LinkedEntry = HistoryEntry & { readonly linkedIds: string[] };

export interface History {
  readonly entries: readonly LinkedEntry[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** What happened with each customer, gathered from the events of all contexts. */
@Injectable()
export class HistoryService {
  constructor(private readonly database: Database) {}

  /** @param at ISO-8601, when the event happened. */
  async record(at: string, change: HistoryChange): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(HistoryEntrySchema, { id: change.id });
      const entry = changed(known, change, new Date(at));
      await (known ? tx.update(HistoryEntrySchema, { id: entry.id }, entry) : tx.insert(HistoryEntrySchema, entry));
      for (const linkedId of change.linkedIds ?? []) if (linkedId !== null) await link(tx, entry.id, linkedId);
    });
  }

  /** @param customerIds of a customer, and of those merged into it */
  async of(customerIds: readonly string[]): Promise<History> {
    const db = await this.database.reader();
    const rows = await db.find(HistoryEntrySchema, {
      where: { customerId: In([...customerIds]) },
      order: { startedAt: 'DESC', id: 'DESC' },
      take: LIMIT + 1,
    });
    const entries = rows.slice(0, LIMIT);
    const links = await this.#linksOf(entries.map(({ id }) => id));
    return {
      entries: entries.map((entry) => ({ ...entry, linkedIds: links.get(entry.id) ?? [] })),
      complete: rows.length <= LIMIT,
    };
  }

  async #linksOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const db = await this.database.reader();
    const rows = await db.find(HistoryLinkSchema, { where: [{ firstId: In(ids) }, { secondId: In(ids) }] });
    const both = rows.flatMap(({ firstId, secondId }) => [
      { from: firstId, to: secondId },
      { from: secondId, to: firstId },
    ]);
    const grouped = Map.groupBy(both, ({ from }) => from);
    return new Map(Array.from(grouped, ([from, links]) => [from, links.map(({ to }) => to).sort()]));
  }
}

export function ofKind({ entries }: History, kind: HistoryKind): LinkedEntry[] {
  return entries.filter((entry) => entry.kind === kind);
}

async function link(tx: EntityManager, a: string, b: string): Promise<void> {
  const [firstId, secondId] = [a, b].sort() as [string, string];
  if (await tx.existsBy(HistoryLinkSchema, { firstId, secondId })) return;
  await tx.insert(HistoryLinkSchema, { firstId, secondId }).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
}
