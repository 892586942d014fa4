import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { CustomerView } from '../customer.dto.js';
import { CustomerSchema } from '../infra/customer.schema.js';
import { customerView } from './customer-view.js';

export class ListCustomers extends Query<Page<CustomerView>> {
  constructor(readonly page: PageQuery) {
    super();
  }
}

/** Newest first: ids grow with time. */
@QueryHandler(ListCustomers)
export class ListCustomersHandler implements IQueryHandler<ListCustomers> {
  constructor(private readonly database: Database) {}

  async execute({ page: { limit, cursor } }: ListCustomers): Promise<Page<CustomerView>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const rows = await db.find(CustomerSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(customerView), next };
  }
}
