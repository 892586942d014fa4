import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { WorkItemJournalSchema } from '../infra/work-item.schema.js';

type JournalEntry = Omit<JournalRow, 'aggregateId' | 'at'> & { at: string };

export class GetWorkItemJournal extends Query<Page<JournalEntry>> {
  constructor(
    readonly id: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** Whose hands it went through, oldest first. */
@QueryHandler(GetWorkItemJournal)
export class GetWorkItemJournalHandler implements IQueryHandler<GetWorkItemJournal> {
  constructor(private readonly database: Database) {}

  async execute({ id: aggregateId, page: { limit, cursor } }: GetWorkItemJournal): Promise<Page<JournalEntry>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { aggregateId, ...after };
    const reader = await this.database.reader();
    const rows = await reader.find(WorkItemJournalSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(({ id, type, at, data }) => ({ id, type, at: at.toISOString(), data })), next };
  }
}
