import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Account, type AccountFacts, type ProfileChange } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { LoginTaken } from '../domain/identity.errors.js';
import { RoleService } from '../roles/role.service.js';
import { Sessions } from '../session/domain/session.repository.js';

export type { AccountFacts } from '../domain/account.aggregate.js';

/** What is undefined stays. */
export type AccountChange = ProfileChange & {
  readonly roles?: readonly string[] | undefined;
  readonly active?: boolean | undefined;
};

/** Accounts that another system looks after: an identity provider, a list of the personnel office. */
@Injectable()
export class AccountProvisioning {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly roles: RoleService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Without a password. One that was removed comes back as it is told now. @throws LoginTaken, UnknownRole, GrantBeyondOwn */
  async create(facts: AccountFacts, by: string): Promise<string> {
    await this.roles.requireGrantable(facts.roles);
    const former = await this.accounts.byLogin(facts.login);
    if (former && former.removedAt === null) throw new LoginTaken('This login is taken.');
    const now = this.clock.now();
    if (former) {
      await this.accounts.update(former.id, (account) => {
        if (account.removedAt === null) throw new LoginTaken('This login is taken.');
        account.reactivate(now);
        become(account, facts, by, now);
      });
      return former.id;
    }
    const { active, ...person } = facts;
    const account = Account.create({ ...person, id: newId(now), passwordHash: null, team: null }, now);
    if (!active) account.deactivate(by, now);
    await this.accounts.add(account);
    return account.id;
  }

  /**
   * Who is deactivated is logged out with it.
   * @param decide what becomes of it as it is; asked again when it is locked
   * @throws AccountNotFound, UnknownRole, GrantBeyondOwn, StaleVersion
   */
  async change(id: string, decide: (facts: AccountFacts) => AccountChange, by: string): Promise<void> {
    const before = (await this.accounts.get(id)).facts;
    const { roles = [] } = decide(before);
    const given = roles.filter((role) => !before.roles.includes(role));
    await this.roles.requireGrantable(given);
    const now = this.clock.now();
    await this.database.transaction(async () => {
      const active = await this.accounts.update(id, (account) => {
        const change = decide(account.facts);
        const fresh = (change.roles ?? []).filter((role) => !account.facts.roles.includes(role));
        if (fresh.some((role) => !given.includes(role))) throw new StaleVersion('Its roles changed meanwhile.', { id });
        become(account, change, by, now);
        return account.facts.active;
      });
      if (!active) await this.sessions.endAllOf(id, 'deactivated', now);
    });
  }

  /** It is kept for what it did, and nobody comes in by it. @throws AccountNotFound, OwnAccount */
  async remove(id: string, by: string): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async () => {
      await this.accounts.update(id, (account) => account.remove(by, now));
      await this.sessions.endAllOf(id, 'deactivated', now);
    });
  }
}

/** Roles are given while it is active. */
function become(account: Account, { roles, active, ...profile }: AccountChange, by: string, now: Date): void {
  account.describe(profile, now);
  if (active === true && !account.facts.active) account.reactivate(now);
  const isOther = roles !== undefined && roles.toSorted().join() !== account.facts.roles.toSorted().join();
  if (isOther) account.setRoles(roles, by, now);
  if (active === false && account.facts.active) account.deactivate(by, now);
}
