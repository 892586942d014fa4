import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import type { AccountView, ListAccountsQuery } from '../account.dto.js';
import { AccountSchema } from '../infra/account.schema.js';
import { accountView } from './account-view.js';

export class ListAccounts extends Query<Page<AccountView>> {
  constructor(readonly filter: ListAccountsQuery) {
    super();
  }
}

/** Oldest first. */
@QueryHandler(ListAccounts)
export class ListAccountsHandler implements IQueryHandler<ListAccounts> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { team, limit, cursor } }: ListAccounts): Promise<Page<AccountView>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { ...after, ...(team === undefined ? {} : { team }) };
    const db = await this.database.reader();
    const rows = await db.find(AccountSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(accountView), next };
  }
}
