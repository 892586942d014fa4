import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { ProcessDraftSchema, type DraftRow } from '../infra/process-draft.schema.js';
import type { DraftSummary } from '../process-draft.dto.js';

/** Everything but the files, which are long. */
export const WITHOUT_FILES = {
  id: true,
  version: true,
  name: true,
  status: true,
  processes: true,
  problems: true,
  savedBy: true,
  updatedAt: true,
} as const;

export class ListDrafts extends Query<Page<DraftSummary>> {
  constructor(readonly page: PageQuery) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListDrafts)
export class ListDraftsHandler implements IQueryHandler<ListDrafts> {
  constructor(private readonly database: Database) {}

  async execute({ page: { limit, cursor } }: ListDrafts): Promise<Page<DraftSummary>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const options = { where, select: WITHOUT_FILES, order: { id: 'DESC' }, take: limit + 1 } as const;
    const { items, next } = pageOf(await reader.find(ProcessDraftSchema, options), limit, (row) => [row.id]);
    return { items: items.map(draftSummary), next };
  }
}

export function draftSummary({ processes, problems, updatedAt, ...row }: DraftRow): DraftSummary {
  const count = (wanted: string) => problems.filter(({ severity }) => severity === wanted).length;
  return {
    ...row,
    processes: [...processes],
    errors: count('error'),
    warnings: count('warning'),
    updatedAt: updatedAt.toISOString(),
  };
}
