import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Account } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { AccountNotFound, LoginTaken } from '../domain/identity.errors.js';
import { AccountSchema } from './account.schema.js';

@Injectable()
export class TypeormAccounts extends AggregateStore<Account> implements Accounts {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: AccountSchema,
      notFound: (id) => new AccountNotFound('There is no such account.', { id }),
      publish: () => null,
    });
  }

  override async add(account: Account): Promise<void> {
    await super.add(account).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new LoginTaken('This login is taken.') : error;
    });
  }

  async byLogin(login: string): Promise<Account | null> {
    const db = await this.database.reader();
    return (await db.findOneBy(AccountSchema, { login })) as unknown as Account | null;
  }
}
