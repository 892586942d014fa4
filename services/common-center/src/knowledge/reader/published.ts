import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { isValidAt, type ArticleVersion } from '../article/domain/article-content.js';
import { ArticleNotFound } from '../article/domain/article.errors.js';
import { ArticleSchema, ArticleVersionSchema } from '../article/infra/article.schema.js';

/** What readers may read now: published, valid, and for them. */
@Injectable()
export class PublishedArticles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws ArticleNotFound also where it is not for who asks: it is not told that it is there */
  async get(id: string, audience: readonly string[]): Promise<ArticleVersion & { readonly ownerId: string }> {
    const db = await this.database.reader();
    const row = await db.findOne(ArticleSchema, {
      select: { id: true, ownerId: true, publishedId: true },
      where: { id },
    });
    const version = row?.publishedId ? await db.findOneBy(ArticleVersionSchema, { id: row.publishedId }) : null;
    if (!row || !version || !this.#isFor(version, audience))
      throw new ArticleNotFound('There is no such article.', { id });
    return { ...version, ownerId: row.ownerId };
  }

  /** By id of the version; what may not be read is missing. */
  async among(versionIds: readonly string[], audience: readonly string[]): Promise<Map<string, ArticleVersion>> {
    const rows = await (await this.database.reader()).findBy(ArticleVersionSchema, { id: In([...versionIds]) });
    return new Map(rows.filter((row) => this.#isFor(row, audience)).map((row) => [row.id, row]));
  }

  #isFor({ content }: ArticleVersion, audience: readonly string[]): boolean {
    return isValidAt(content, this.clock.now()) && content.audience.some((each) => audience.includes(each));
  }
}
