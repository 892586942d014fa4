import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, Not, type EntityManager } from 'typeorm';
import { isValidAt, nextTurn, type ArticleVersion } from '../article/domain/article-content.js';
import { ArticleSchema, ArticleVersionSchema, type ArticleRow } from '../article/infra/article.schema.js';
import { IndexWriter } from './index-writer.js';

/** What was published or withdrawn, or begins or ends to be valid, is found or not at the latest so much later. */
const EVERY_MS = 1_000;
const LEASE_MS = 15_000;
const AT_ONCE = 50;

/** Keeps the index as articles are. */
@Injectable()
export class IndexWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly writer: IndexWriter,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'knowledge-index',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'articles were not put into the index',
      nextDue: () => this.#nextDue(),
      work: (round) =>
        round.inEachTenant(async () => {
          while ((await round.isOurs()) && (await this.#isDue()) && (await this.#next()) === AT_ONCE);
        }),
    });
  }

  /** All published articles are read again. */
  async rebuild(): Promise<void> {
    const indexDueAt = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.update(ArticleSchema, { publishedId: Not(IsNull()) }, { indexDueAt });
    });
  }

  /** Asked before anything is begun: a unit of work, empty or not, would have everybody look in this tenant again. */
  async #isDue(): Promise<boolean> {
    const due = await this.#nextDue();
    return due !== undefined && due <= this.clock.now();
  }

  async #nextDue(): Promise<Date | undefined> {
    const first = {
      where: { indexDueAt: Not(IsNull()) },
      order: { indexDueAt: 'ASC' },
      select: { id: true, indexDueAt: true },
    } as const;
    const next = await (await this.database.reader()).findOne(ArticleSchema, first);
    return next?.indexDueAt ?? undefined;
  }

  async #next(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const due = await tx.find(ArticleSchema, {
        select: { id: true, version: true, publishedId: true, indexDueAt: true },
        where: { indexDueAt: LessThanOrEqual(now) },
        order: { indexDueAt: 'ASC', id: 'ASC' },
        take: AT_ONCE,
      });
      if (due.length > 0) await this.#bringLevel(tx, due, now);
      return due.length;
    });
  }

  async #bringLevel(tx: EntityManager, due: readonly ArticleRow[], now: Date): Promise<void> {
    const ids = due.flatMap(({ publishedId }) => publishedId ?? []);
    const found = await tx.findBy(ArticleVersionSchema, { id: In(ids) });
    const versions = new Map<string, ArticleVersion>(found.map((each) => [each.articleId, each]));
    const valid = [...versions.values()].filter(({ content }) => isValidAt(content, now));
    const findable = valid.map(({ id: versionId, articleId, content }) => ({ articleId, versionId, content }));
    const shown = new Set(valid.map(({ articleId }) => articleId));
    await this.writer.write(
      tx,
      findable,
      due.map(({ id }) => id).filter((id) => !shown.has(id)),
    );
    // Unless it was changed since it was read: then it is due again.
    for (const { id, version } of due) {
      const content = versions.get(id)?.content;
      await tx.update(ArticleSchema, { id, version }, { indexDueAt: content ? nextTurn(content, now) : null });
    }
  }
}
