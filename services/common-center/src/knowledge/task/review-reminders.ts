import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { Articles } from '../article/domain/article.repository.js';
import { ArticleSchema } from '../article/infra/article.schema.js';
import { Tasks } from './tasks.js';

const EVERY_MS = 60_000;
const LEASE_MS = 30_000;
const AT_ONCE = 200;

/** Owners are reminded of articles that have not been looked at for long: a task each time. */
@Injectable()
export class ReviewReminders {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly articles: Articles,
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'knowledge-reviews',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'owners were not reminded of articles',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#remind();
        }),
    });
  }

  async #remind(): Promise<void> {
    const now = this.clock.now();
    const due = await (
      await this.database.reader()
    ).find(ArticleSchema, {
      select: { id: true, ownerId: true },
      where: { reviewDueAt: LessThanOrEqual(now) },
      order: { reviewDueAt: 'ASC', id: 'ASC' },
      take: AT_ONCE,
    });
    for (const { id: articleId, ownerId } of due)
      await this.database.transaction(async (tx) => {
        if (!(await this.articles.update(articleId, (article) => article.fallDue(now)))) return;
        await this.tasks.open(tx, { kind: 'review', articleId, ownerId, comment: null, openedBy: null });
      });
  }
}
