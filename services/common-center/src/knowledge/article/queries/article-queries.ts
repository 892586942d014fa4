import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import type { ArticlesQuery, DraftView, LineView } from '../article.dto.js';
import type { ArticleContent, ArticleVersion } from '../domain/article-content.js';
import { ArticleNotFound, ArticleVersionNotFound } from '../domain/article.errors.js';
import { ArticleJournalSchema, ArticleSchema, ArticleVersionSchema, type ArticleRow } from '../infra/article.schema.js';

/** Not what is written in them. */
const LISTED = {
  ...{ id: true, version: true, state: true, title: true, categoryId: true, language: true, ownerId: true },
  ...{ submittedBy: true, publishedNumber: true, reviewEveryDays: true, reviewDueAt: true },
  ...{ createdAt: true, updatedAt: true },
} as const;

/** Articles for those who work on them, whoever they are for. */
@Injectable()
export class ArticleQueries {
  constructor(private readonly database: Database) {}

  /** @throws ArticleNotFound */
  async draft(id: string): Promise<DraftView> {
    const db = await this.database.reader();
    const row = await db.findOneBy(ArticleSchema, { id });
    if (!row) throw new ArticleNotFound('There is no such article.', { id });
    const version = row.publishedId === null ? null : await db.findOneBy(ArticleVersionSchema, { id: row.publishedId });
    return { ...lineOf(row), draft: copyOf(row.draft), published: copyOf(version?.content ?? null) };
  }

  /** The newest first. */
  async list({ limit, cursor, ...asked }: ArticlesQuery) {
    const wanted = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { ...wanted, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ArticleSchema, { ...options, select: LISTED });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(lineOf), next };
  }

  /** The newest first. */
  async versions(articleId: string, { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { number: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const options = { where: { articleId, ...before }, order: { number: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ArticleVersionSchema, options);
    const { items, next } = pageOf(rows, limit, ({ number }) => [String(number)]);
    return { items: items.map(versionOf), next };
  }

  /** @throws ArticleVersionNotFound */
  async version(articleId: string, number: number) {
    const row = await (await this.database.reader()).findOneBy(ArticleVersionSchema, { articleId, number });
    if (!row) throw new ArticleVersionNotFound('There is no such version.', { articleId, number });
    return { ...versionOf(row), content: copyOf(row.content) };
  }

  async journal(aggregateId: string, { limit, cursor }: PageQuery) {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { aggregateId, ...after }, order: { id: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ArticleJournalSchema, options);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), next };
  }
}

function lineOf({ reviewDueAt, createdAt, updatedAt, ...row }: ArticleRow): LineView {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { ...row, ...times, reviewDueAt: reviewDueAt?.toISOString() ?? null };
}

function versionOf({ number, content, submittedBy, approvedBy, publishedAt }: ArticleVersion) {
  return { number, title: content.title, submittedBy, approvedBy, publishedAt: publishedAt.toISOString() };
}

function copyOf<Content extends ArticleContent | null>(content: Content) {
  return content && { ...content, ...listsOf(content) };
}

function listsOf({ questions, keywords, audience, attachments }: ArticleContent) {
  return { questions: [...questions], keywords: [...keywords], audience: [...audience], attachments: [...attachments] };
}
