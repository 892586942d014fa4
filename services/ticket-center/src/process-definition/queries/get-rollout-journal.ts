import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { ProcessDefinitionJournalSchema } from '../infra/process-definition.schema.js';

export type RolloutEntry = Omit<JournalRow, 'aggregateId' | 'at'> & { at: string };

export class GetRolloutJournal extends Query<Page<RolloutEntry>> {
  constructor(
    readonly process: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** What was published and rolled out, oldest first. */
@QueryHandler(GetRolloutJournal)
export class GetRolloutJournalHandler implements IQueryHandler<GetRolloutJournal> {
  constructor(private readonly database: Database) {}

  async execute({ process, page: { limit, cursor } }: GetRolloutJournal): Promise<Page<RolloutEntry>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { aggregateId: process, ...after };
    const reader = await this.database.reader();
    const rows = await reader.find(ProcessDefinitionJournalSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(({ id, type, at, data }) => ({ id, type, at: at.toISOString(), data })), next };
  }
}
