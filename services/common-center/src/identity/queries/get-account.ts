import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountView } from '../account.dto.js';
import { AccountNotFound } from '../domain/identity.errors.js';
import { AccountSchema } from '../infra/account.schema.js';
import { accountView } from './account-view.js';

export class GetAccount extends Query<AccountView> {
  constructor(readonly accountId: string) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(private readonly database: Database) {}

  async execute({ accountId: id }: GetAccount): Promise<AccountView> {
    const row = await (await this.database.reader()).findOneBy(AccountSchema, { id });
    if (!row) throw new AccountNotFound('There is no such account.', { id });
    return accountView(row);
  }
}
