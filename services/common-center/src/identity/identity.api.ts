import { Command } from '@nestjs/cqrs';

export { TokenIssuer } from './tokens/token-issuer.js';
export { hashPassword } from './secrets/passwords.js';
export { ADMIN } from './domain/built-in-roles.js';

/** Sees to it that the account is there; one that is stays as it is. For the tenant's first account and demo logins. */
export class EnsureAccount extends Command<void> {
  constructor(
    readonly account: {
      readonly login: string;
      readonly name: string;
      /** Asked for only when the account is made: hashing is slow on purpose. */
      readonly passwordHash: () => Promise<string>;
      readonly roles: readonly string[];
      readonly team: string | null;
    },
  ) {
    super();
  }
}

/** Sees to it that the client is there; one that is stays as it is. */
export class EnsureClient extends Command<void> {
  constructor(
    readonly client: {
      readonly id: string;
      readonly name: string;
      readonly secretHash: () => Promise<string>;
      readonly roles: readonly string[];
    },
  ) {
    super();
  }
}
