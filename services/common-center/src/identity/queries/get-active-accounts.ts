import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { In } from 'typeorm';
import { AccountSchema } from '../infra/account.schema.js';

/** Of these ids, those that active accounts have. */
export class GetActiveAccounts extends Query<string[]> {
  constructor(readonly ids: readonly string[]) {
    super();
  }
}

@QueryHandler(GetActiveAccounts)
export class GetActiveAccountsHandler implements IQueryHandler<GetActiveAccounts> {
  constructor(private readonly database: Database) {}

  async execute({ ids }: GetActiveAccounts): Promise<string[]> {
    const where = { id: In([...ids]), active: true };
    const found = await (await this.database.reader()).find(AccountSchema, { select: { id: true }, where });
    return found.map(({ id }) => id);
  }
}
