import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { Account } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { hashPassword } from '../secrets/passwords.js';
import { hashOf, newSecret } from '../session/refresh-token.js';
import type { Claims } from './oidc-visits.js';
import { LinkTaken } from './oidc.errors.js';
import { OidcLinkSchema, type ProviderRow } from './provider.schema.js';
import { rolesFor } from './roles-for.js';

const LONGEST_NAME = 120;

/**
 * Whose account somebody's is whom a provider knows. Found by issuer and subject alone: an e-mail address or a name is what
 * the provider lets people say of themselves.
 */
@Injectable()
export class OidcPeople {
  constructor(
    private readonly accounts: Accounts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal 403 `oidc-not-linked`, 401 `login-refused` */
  async accountOf(provider: ProviderRow, claims: Claims): Promise<Account> {
    const linkKey = linkKeyOf(provider, claims);
    const link = await (await this.database.reader()).findOneBy(OidcLinkSchema, { linkKey });
    if (!link) return this.#provisioned(provider, claims, linkKey);
    await this.#followRoles(link.accountId, provider, claims);
    const account = await this.accounts.get(link.accountId);
    if (!account.credentials) throw new Refusal(401, 'login-refused', 'Login or password is wrong.');
    return account;
  }

  /** For somebody who has an account. @throws LinkTaken */
  async link(accountId: string, provider: ProviderRow, claims: Claims): Promise<void> {
    const { id } = await this.accounts.get(accountId);
    await this.#insert(linkKeyOf(provider, claims), id);
  }

  async #provisioned(provider: ProviderRow, claims: Claims, linkKey: string): Promise<Account> {
    if (!provider.provisions) throw new Refusal(403, 'oidc-not-linked', 'Nobody here is linked with this login yet.');
    const passwordHash = await hashPassword(newSecret());
    const now = this.clock.now();
    const name = typeof claims.name === 'string' && claims.name.trim() ? claims.name.trim() : provider.name;
    const login = `${provider.id}:${linkKey.slice(0, 24)}`;
    const person = { login, name: name.slice(0, LONGEST_NAME), roles: rolesFor(provider, claims), team: null };
    const account = Account.create({ ...person, id: newId(now), passwordHash }, now);
    await this.database.transaction(async () => {
      await this.#insert(linkKey, account.id);
      await this.accounts.add(account);
    });
    return account;
  }

  /** Where the provider says what somebody is, it is asked each time. */
  async #followRoles(accountId: string, provider: ProviderRow, claims: Claims): Promise<void> {
    if (provider.roleClaim === null) return;
    const roles = rolesFor(provider, claims);
    const { credentials } = await this.accounts.get(accountId);
    if (!credentials || credentials.roles.toSorted().join() === roles.toSorted().join()) return;
    await this.accounts.update(accountId, (account) => account.setRoles(roles, provider.id, this.clock.now()));
  }

  async #insert(linkKey: string, accountId: string): Promise<void> {
    const row = { linkKey, accountId, linkedAt: this.clock.now() };
    await this.database
      .transaction((tx) => tx.insert(OidcLinkSchema, row))
      .catch((error: unknown) => {
        throw isDuplicateKey(error)
          ? new LinkTaken('This login of the provider belongs to an account already.')
          : error;
      });
  }
}

function linkKeyOf({ issuer }: ProviderRow, { sub }: Claims): string {
  return hashOf(JSON.stringify([issuer, sub]));
}
