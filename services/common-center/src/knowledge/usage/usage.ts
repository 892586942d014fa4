import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { Between, type EntityManager } from 'typeorm';
import { MEASURES, UsageDaySchema, UsageSchema, UseSchema, type Counts, type Measure } from './usage.schema.js';

const NOTHING: Counts = { opened: 0, used: 0, solved: 0, helpful: 0, unhelpful: 0 };

/** How often articles are opened, put into replies, solve something, and are found helpful. */
@Injectable()
export class Usage {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In the caller's transaction. */
  async add(tx: EntityManager, articleId: string, by: Partial<Counts>): Promise<void> {
    const day = this.clock.now().toISOString().slice(0, 10);
    const counts = { articleId, ...NOTHING, ...by };
    await addToRows(tx, UsageSchema, [counts], { sums: MEASURES });
    await addToRows(tx, UsageDaySchema, [{ ...counts, day }], { sums: MEASURES });
  }

  /** @param subject what it was used for, e.g. a ticket: the same one counts once; null: it cannot be told */
  async record(articleId: string, measure: 'opened' | 'used' | 'solved', subject: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (subject !== null) {
        const use = { articleId, measure, subject };
        if (await tx.existsBy(UseSchema, use)) return;
        await insertRows(tx, UseSchema, [use]);
      }
      await this.add(tx, articleId, { [measure]: 1 });
    });
  }

  /** By one measure, the most first. */
  async list(by: Measure, { limit, cursor }: PageQuery) {
    const query = (await this.database.reader()).createQueryBuilder(UsageSchema, 'each');
    if (cursor !== undefined) {
      const [count, id] = decodeCursor(cursor, 2);
      const after = `each.${by} <= :count AND (each.${by} < :count OR each.articleId < :id)`;
      query.where(after, { count: Number(count), id });
    }
    const rows = await query
      .orderBy(`each.${by}`, 'DESC')
      .addOrderBy('each.articleId', 'DESC')
      .take(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, (row) => [String(row[by]), row.articleId]);
    return { items: items.map((row) => ({ ...row, ...ratesOf(row) })), next };
  }

  /** Of one article, day by day. @param from, to days, both included */
  async ofArticle(articleId: string, from: string, to: string) {
    const where = { articleId, day: Between(from, to) };
    const days = await (await this.database.reader()).find(UsageDaySchema, { where, order: { day: 'ASC' } });
    const sum = days.reduce((total, day) => plus(total, day), NOTHING);
    return { articleId, ...sum, ...ratesOf(sum), days: days.map(({ articleId: _, ...day }) => day) };
  }
}

function plus(left: Counts, right: Counts): Counts {
  const sums = MEASURES.map((measure) => [measure, left[measure] + right[measure]] as const);
  return Object.fromEntries(sums) as Counts;
}

/** Helpful among those who said; solved among what it was used for. Null where nobody did. */
function ratesOf({ used, solved, helpful, unhelpful }: Counts) {
  const of = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return { helpfulRate: of(helpful, helpful + unhelpful), solvedRate: of(Math.min(solved, used), used) };
}
