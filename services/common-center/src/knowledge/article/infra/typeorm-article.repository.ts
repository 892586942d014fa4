import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import type { ArticleVersion } from '../domain/article-content.js';
import type { Article } from '../domain/article.aggregate.js';
import { ArticleNotFound } from '../domain/article.errors.js';
import type { Articles } from '../domain/article.repository.js';
import { publishArticle } from './article.outbox.js';
import { ArticleJournalSchema, ArticleSchema, ArticleVersionSchema } from './article.schema.js';

@Injectable()
export class TypeormArticles extends AggregateStore<Article> implements Articles {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: ArticleSchema,
      notFound: (id) => new ArticleNotFound('There is no such article.', { id }),
      publish: publishArticle,
      journal: ArticleJournalSchema,
    });
  }

  override update<Result>(id: string, change: (article: Article) => Result): Promise<Result> {
    return this.database.transaction(async (tx) => {
      let published: ArticleVersion | undefined;
      const result = await super.update(id, (article) => {
        const changed = change(article);
        published = article.takePublished();
        return changed;
      });
      if (published) await insertRows(tx, ArticleVersionSchema, [published]);
      return result;
    });
  }
}
