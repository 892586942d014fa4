import { Repository } from '#libs/kernel/repository';
import type { Account } from './account.aggregate.js';

export abstract class Accounts extends Repository<Account> {
  /** @param login lower case. */
  abstract byLogin(login: string): Promise<Account | null>;
}
