import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { needsOf } from '#libs/text-search/needs';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Synonyms } from '../synonym/synonyms.js';
import { inUsualWords } from '../synonym/variants.js';
import { GapPersonSchema, GapSchema, type GapRow } from './gap.schema.js';

export class GapNotFound extends domainError('knowledge-gap-not-found', 'not-found') {}

const MOST_NEEDS = 16;
const MOST_PEOPLE = 20;
const LONGEST_WORDS = 200;
const ADDRESS = /\S+@\S+/gu;

/** What was looked for and is nowhere: what to write next. */
@Injectable()
export class Gaps {
  constructor(
    private readonly database: Database,
    private readonly synonyms: Synonyms,
    private readonly clock: Clock,
  ) {}

  /** One that was closed is open again. */
  async record(question: string, personId: string): Promise<void> {
    const usual = inUsualWords(question.replaceAll(ADDRESS, ' '), await this.synonyms.groups());
    const { sought, words } = needsOf(usual, MOST_NEEDS);
    if (words.length === 0) return;
    const key = sought.map(({ term }) => term).sort();
    const groupKey = createHash('sha256').update(key.join(' ')).digest('hex');
    await this.database.transaction((tx) => this.#count(tx, groupKey, words.join(' '), personId));
  }

  /** The most wanted first. */
  async list(state: GapRow['state'], { limit, cursor }: PageQuery) {
    const query = (await this.database.reader()).createQueryBuilder(GapSchema, 'gap').where({ state });
    if (cursor !== undefined) {
      const [searches, id] = decodeCursor(cursor, 2);
      const after = 'gap.searches <= :searches AND (gap.searches < :searches OR gap.id < :id)';
      query.andWhere(after, { searches: Number(searches), id });
    }
    const rows = await query
      .orderBy('gap.searches', 'DESC')
      .addOrderBy('gap.id', 'DESC')
      .take(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, (row) => [String(row.searches), row.id]);
    return { items: items.map(gapView), next };
  }

  /** With who looked for it, the most often first. @throws GapNotFound */
  async get(id: string) {
    const db = await this.database.reader();
    const row = await db.findOneBy(GapSchema, { id });
    if (!row) throw new GapNotFound('There is no such gap.', { id });
    const order = { searches: 'DESC', personId: 'DESC' } as const;
    const people = await db.find(GapPersonSchema, { where: { gapId: id }, order, take: MOST_PEOPLE });
    const searchers = people.map(({ personId, searches, lastAt }) => ({
      ...{ personId, searches, lastAt: lastAt.toISOString() },
    }));
    return { ...gapView(row), searchers };
  }

  /** @throws GapNotFound, StaleVersion */
  async close(id: string, articleId: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(GapSchema, { id });
      if (!row) throw new GapNotFound('There is no such gap.', { id });
      checkPrecondition(row);
      await tx.update(GapSchema, { id }, { state: 'closed', articleId, version: row.version + 1 });
    });
  }

  async #count(tx: EntityManager, groupKey: string, words: string, personId: string): Promise<void> {
    const lastAt = this.clock.now();
    const again = { searches: () => 'searches + 1', state: 'open' as const, lastAt };
    const counted = () => tx.createQueryBuilder().update(GapSchema).set(again).where({ groupKey }).execute();
    if ((await counted()).affected === 0) {
      const first = { id: newId(lastAt), version: 1, groupKey, words: words.slice(0, LONGEST_WORDS) };
      const counts = { state: 'open' as const, searches: 1, people: 0, firstAt: lastAt, lastAt, articleId: null };
      await tx.insert(GapSchema, { ...first, ...counts }).catch(async (error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        await counted();
      });
    }
    const { id: gapId } = await tx.findOneByOrFail(GapSchema, { groupKey });
    const once = { searches: () => 'searches + 1', lastAt };
    const { affected } = await tx
      .createQueryBuilder()
      .update(GapPersonSchema)
      .set(once)
      .where({ gapId, personId })
      .execute();
    if (affected !== 0) return;
    // The gap's row is locked by now: nobody else counts this person meanwhile.
    await tx.insert(GapPersonSchema, { gapId, personId, searches: 1, lastAt });
    await tx.increment(GapSchema, { id: gapId }, 'people', 1);
  }
}

function gapView({ groupKey: _, firstAt, lastAt, ...row }: GapRow) {
  return { ...row, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() };
}
