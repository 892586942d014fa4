import { Repository } from '#libs/kernel/repository';
import type { Account } from './account.aggregate.js';

export abstract class Accounts extends Repository<Account> {
  /** @param login lower case. */
  abstract byLogin(login: string): Promise<Account | null>;
  /** By what the system calls them that they came from. */
  abstract byExternalId(externalId: string): Promise<Account | null>;
}
