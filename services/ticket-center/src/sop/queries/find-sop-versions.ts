import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan, MoreThan } from 'typeorm';
import { SopNotFound } from '../domain/sop.errors.js';
import type { SopVersion } from '../domain/sop-versions.js';
import { SopJournalSchema, SopVersionSchema } from '../infra/sop.schema.js';
import type { SopVersionLine, SopVersionView } from '../sop.dto.js';

export class GetSopVersion extends Query<SopVersionView> {
  constructor(
    readonly name: string,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetSopVersion)
export class GetSopVersionHandler implements IQueryHandler<GetSopVersion> {
  constructor(private readonly database: Database) {}

  async execute({ name, version }: GetSopVersion): Promise<SopVersionView> {
    const row = await (await this.database.reader()).findOneBy(SopVersionSchema, { name, version });
    if (!row) throw new SopNotFound(`There is no version ${version} of ${name}.`, { name, version });
    return versionView(row);
  }
}

export class ListSopVersions extends Query<Page<SopVersionLine>> {
  constructor(
    readonly name: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListSopVersions)
export class ListSopVersionsHandler implements IQueryHandler<ListSopVersions> {
  constructor(private readonly database: Database) {}

  async execute({ name, page: { limit, cursor } }: ListSopVersions): Promise<Page<SopVersionLine>> {
    const before = cursor === undefined ? {} : { version: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const where = { name, ...before };
    const reader = await this.database.reader();
    const rows = await reader.find(SopVersionSchema, { where, order: { version: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ version }) => [String(version)]);
    return { items: items.map(lineOf), next };
  }
}

export interface SopEntry {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly data: Record<string, unknown>;
}

export class GetSopJournal extends Query<Page<SopEntry>> {
  constructor(
    readonly name: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** What was published, reviewed and retired, oldest first. */
@QueryHandler(GetSopJournal)
export class GetSopJournalHandler implements IQueryHandler<GetSopJournal> {
  constructor(private readonly database: Database) {}

  async execute({ name, page: { limit, cursor } }: GetSopJournal): Promise<Page<SopEntry>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { aggregateId: name, ...after };
    const reader = await this.database.reader();
    const rows = await reader.find(SopJournalSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(({ id, type, at, data }) => ({ id, type, at: at.toISOString(), data })), next };
  }
}

export function versionView(row: SopVersion): SopVersionView {
  return { ...lineOf(row), content: row.content as SopVersionView['content'], calls: { ...row.calls } };
}

function lineOf({ version, note, createdAt, createdBy }: SopVersion): SopVersionLine {
  return { number: version, note, createdAt: createdAt.toISOString(), createdBy };
}
