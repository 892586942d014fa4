import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { InterfaceVersionNotFound } from '../domain/integration.errors.js';
import { InterfaceVersionSchema, type InterfaceVersionRow } from '../infra/outside-interface.schema.js';

const SUMMARY = { interfaceId: true, number: true, publishedBy: true, publishedAt: true, note: true } as const;

/** What was published; none of it ever changes. */
@Injectable()
export class InterfaceVersions {
  constructor(private readonly database: Database) {}

  async add(row: InterfaceVersionRow): Promise<void> {
    await this.database.transaction((tx) => tx.insert(InterfaceVersionSchema, row as object));
  }

  /** @throws InterfaceVersionNotFound */
  async get(interfaceId: string, number: number) {
    const row = await (await this.database.reader()).findOneBy(InterfaceVersionSchema, { interfaceId, number });
    if (!row) throw new InterfaceVersionNotFound(`There is no version ${number}.`, { interfaceId, number });
    return { ...row, publishedAt: row.publishedAt.toISOString() };
  }

  /** Newest first, without their documents. */
  async list(interfaceId: string, { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { number: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const where = { interfaceId, ...before };
    const find = { select: SUMMARY, where, order: { number: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(InterfaceVersionSchema, find);
    const views = rows.map(({ publishedAt, ...row }) => ({ ...row, publishedAt: publishedAt.toISOString() }));
    return pageOf(views, limit, ({ number }) => [String(number)]) satisfies Page<object>;
  }
}
