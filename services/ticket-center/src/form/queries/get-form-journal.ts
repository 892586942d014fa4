import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { FormDefinitionJournalSchema } from '../infra/form-definition.schema.js';

export type FormEntry = Omit<JournalRow, 'aggregateId' | 'at'> & { at: string };

export class GetFormJournal extends Query<Page<FormEntry>> {
  constructor(
    readonly name: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** What was published and rolled out, oldest first. */
@QueryHandler(GetFormJournal)
export class GetFormJournalHandler implements IQueryHandler<GetFormJournal> {
  constructor(private readonly database: Database) {}

  async execute({ name, page: { limit, cursor } }: GetFormJournal): Promise<Page<FormEntry>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { aggregateId: name, ...after };
    const reader = await this.database.reader();
    const rows = await reader.find(FormDefinitionJournalSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(({ id, type, at, data }) => ({ id, type, at: at.toISOString(), data })), next };
  }
}
