import { accountChanged } from '#libs/contracts/common-center/identity/people-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Account } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { AccountNotFound, LoginTaken } from '../domain/identity.errors.js';
import { AccountSchema } from './account.schema.js';

const CHANGE = {
  'account-created': 'created',
  'account-described': 'described',
  'account-roles-set': 'roles-set',
  'account-deactivated': 'deactivated',
  'account-reactivated': 'reactivated',
  'account-removed': 'removed',
} as const;

@Injectable()
export class TypeormAccounts extends AggregateStore<Account> implements Accounts {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: AccountSchema,
      notFound: (id) => new AccountNotFound('There is no such account.', { id }),
      publish: ({ type }, { id: accountId, credentials }) =>
        type === 'account-password-reset'
          ? null
          : outgoing(accountChanged, { accountId, change: CHANGE[type], active: credentials !== null }),
    });
  }

  override async add(account: Account): Promise<void> {
    await super.add(account).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new LoginTaken('This login, or what it is called elsewhere, is taken.') : error;
    });
  }

  override async update<Result>(id: string, change: (account: Account) => Result): Promise<Result> {
    return super.update(id, change).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new LoginTaken('Somebody else is called so elsewhere.') : error;
    });
  }

  async byExternalId(externalId: string): Promise<Account | null> {
    const db = await this.database.reader();
    return (await db.findOneBy(AccountSchema, { externalId })) as unknown as Account | null;
  }

  async byLogin(login: string): Promise<Account | null> {
    const db = await this.database.reader();
    return (await db.findOneBy(AccountSchema, { login })) as unknown as Account | null;
  }
}
