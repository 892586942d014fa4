import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { VersionNotFound } from '../domain/process-definition.errors.js';
import type { ProcessSource } from '../domain/process-source.js';
import type { ProcessVersion } from '../domain/process-versions.js';
import { ProcessVersionSchema } from '../infra/process-definition.schema.js';
import type { VersionView } from '../process-definition.dto.js';

const WITHOUT_FILES = {
  definitionId: true,
  number: true,
  sha256: true,
  draftId: true,
  publishedBy: true,
  publishedAt: true,
  note: true,
} as const;

export class GetVersion extends Query<VersionView> {
  constructor(
    readonly process: string,
    readonly number: number,
  ) {
    super();
  }
}

@QueryHandler(GetVersion)
export class GetVersionHandler implements IQueryHandler<GetVersion> {
  constructor(private readonly database: Database) {}

  async execute({ process: definitionId, number }: GetVersion): Promise<VersionView> {
    const where = { definitionId, number };
    const reader = await this.database.reader();
    const row = await reader.findOne(ProcessVersionSchema, { where, select: WITHOUT_FILES });
    if (!row) throw new VersionNotFound(`There is no version ${number} of ${definitionId}.`, where);
    return versionView(row);
  }
}

/** The files as they were given. */
export class GetVersionFiles extends Query<ProcessSource> {
  constructor(
    readonly process: string,
    readonly number: number,
  ) {
    super();
  }
}

@QueryHandler(GetVersionFiles)
export class GetVersionFilesHandler implements IQueryHandler<GetVersionFiles> {
  constructor(private readonly database: Database) {}

  async execute({ process: definitionId, number }: GetVersionFiles): Promise<ProcessSource> {
    const where = { definitionId, number };
    const select = { definitionId: true, number: true, source: true } as const;
    const row = await (await this.database.reader()).findOne(ProcessVersionSchema, { where, select });
    if (!row) throw new VersionNotFound(`There is no version ${number} of ${definitionId}.`, where);
    return row.source;
  }
}

export class ListVersions extends Query<Page<VersionView>> {
  constructor(
    readonly process: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListVersions)
export class ListVersionsHandler implements IQueryHandler<ListVersions> {
  constructor(private readonly database: Database) {}

  async execute({ process: definitionId, page: { limit, cursor } }: ListVersions): Promise<Page<VersionView>> {
    const before = cursor === undefined ? {} : { number: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const where = { definitionId, ...before };
    const options = { where, select: WITHOUT_FILES, order: { number: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ProcessVersionSchema, options);
    const { items, next } = pageOf(rows, limit, (row) => [String(row.number)]);
    return { items: items.map(versionView), next };
  }
}

function versionView({ publishedAt, ...row }: ProcessVersion): VersionView {
  return { ...row, publishedAt: publishedAt.toISOString() };
}
