import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { CustomerJournalSchema } from '../infra/customer.schema.js';

/** What was done to a customer, merges among it, the oldest first. */
export class ListCustomerJournal extends Query<Page<JournalRow>> {
  constructor(
    readonly customerId: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

@QueryHandler(ListCustomerJournal)
export class ListCustomerJournalHandler implements IQueryHandler<ListCustomerJournal> {
  constructor(private readonly database: Database) {}

  async execute({ customerId: aggregateId, page: { limit, cursor } }: ListCustomerJournal): Promise<Page<JournalRow>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const find = { where: { aggregateId, ...after }, order: { id: 'ASC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(CustomerJournalSchema, find), limit, ({ id }) => [id]);
  }
}
