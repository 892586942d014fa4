import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { selectRows } from '#libs/persistence/rows/plain-rows';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CustomerView, ListCustomersQuery } from '../customer.dto.js';
import { CustomerSchema } from '../infra/customer.schema.js';
import { PersonalPart } from '../infra/personal-part.js';
import { customerView } from './customer-view.js';

export class ListCustomers extends Query<Page<CustomerView>> {
  constructor(readonly query: ListCustomersQuery) {
    super();
  }
}

/** Newest first: ids grow with time. Those that were merged are where they go on. */
@QueryHandler(ListCustomers)
export class ListCustomersHandler implements IQueryHandler<ListCustomers> {
  constructor(
    private readonly database: Database,
    private readonly personal: PersonalPart,
  ) {}

  async execute({ query: { limit, cursor, tag } }: ListCustomers): Promise<Page<CustomerView>> {
    const before = cursor === undefined ? [] : [decodeCursor(cursor, 1)[0]!];
    const conditions = [
      ...(tag === undefined ? ['mergedInto IS NULL'] : ['t.tag = ?']),
      ...before.map(() => (tag === undefined ? 'id < ?' : 't.customerId < ?')),
    ];
    const tagged = tag === undefined ? '' : 'JOIN customer_tag t ON t.customerId = customer.id ';
    const order = tag === undefined ? 'id' : 't.customerId';
    const rest = `${tagged}WHERE ${conditions.join(' AND ')} ORDER BY ${order} DESC LIMIT ${limit + 1}`;
    const values = [...(tag === undefined ? [] : [tag]), ...before];
    const rows = await selectRows(await this.database.reader(), CustomerSchema, rest, values);
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: (await this.personal.opened(items)).map(customerView), next };
  }
}
