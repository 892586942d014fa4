import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan, type FindOptionsWhere } from 'typeorm';
import { AccountNotFound } from '../domain/identity.errors.js';
import { AccountSchema, type AccountRow } from '../infra/account.schema.js';

/** An account without what it comes in by. */
export type KnownAccount = Omit<AccountRow, 'passwordHash' | 'team' | 'removedAt'>;

type By = { readonly id: string } | { readonly login: string } | { readonly externalId: string };

const SHOWN = {
  ...{ id: true, version: true, updatedAt: true, login: true, name: true, email: true, phone: true, locale: true },
  ...{ externalId: true, roles: true, active: true, createdAt: true },
} as const;

/** Accounts as another system sees them that looks after them: those it removed are gone. */
@Injectable()
export class AccountRows {
  constructor(private readonly database: Database) {}

  /** @throws AccountNotFound */
  async get(id: string): Promise<KnownAccount> {
    const [row] = await this.by({ id });
    if (!row) throw new AccountNotFound('There is no such account.', { id });
    return row;
  }

  by(one: By): Promise<KnownAccount[]> {
    return this.#find(one, {});
  }

  named(ids: readonly string[]): Promise<KnownAccount[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#find({ id: In([...ids]) }, {});
  }

  /** The oldest first. */
  page(skip: number, take: number): Promise<KnownAccount[]> {
    return this.#find({}, { skip, take });
  }

  /** All of them, in bites. */
  async *all(take: number): AsyncGenerator<KnownAccount[]> {
    for (let rows = await this.#find({}, { take }); rows.length > 0;) {
      yield rows;
      rows = rows.length < take ? [] : await this.#find({ id: MoreThan(rows.at(-1)!.id) }, { take });
    }
  }

  async count(): Promise<number> {
    return (await this.database.reader()).countBy(AccountSchema, { removedAt: IsNull() });
  }

  async #find(where: FindOptionsWhere<AccountRow>, page: { skip?: number; take?: number }): Promise<KnownAccount[]> {
    const options = { where: { ...where, removedAt: IsNull() }, select: SHOWN, order: { id: 'ASC' }, ...page } as const;
    return (await this.database.reader()).find(AccountSchema, options);
  }
}
