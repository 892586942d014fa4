import { Repository } from '#libs/kernel/repository';
import type { Authenticator } from './authenticator.aggregate.js';

export abstract class Authenticators extends Repository<Authenticator> {
  abstract find(accountId: string): Promise<Authenticator | null>;
}
