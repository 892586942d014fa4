import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { AccountEvent } from './account.events.js';
import { AccountActive, AccountInactive, OwnAccount } from './identity.errors.js';

/** What is told of a person; null where nothing is. */
export interface Profile {
  readonly name: string;
  readonly email: string | null;
  /** As it was given. */
  readonly phone: string | null;
  /** BCP 47, e.g. `zh-CN`. */
  readonly locale: string | null;
  /** What the system calls them that they came from. */
  readonly externalId: string | null;
}

/** An account as it is shown to the system it came from. */
export interface AccountFacts extends Profile {
  readonly login: string;
  readonly roles: readonly string[];
  readonly active: boolean;
}

/** What is undefined stays. */
export type ProfileChange = { readonly [Field in keyof Profile]?: Profile[Field] | undefined } & {
  /** Lower case. */
  readonly login?: string | undefined;
};

export interface NewAccount extends Partial<Profile> {
  readonly id: string;
  /** Lower case. */
  readonly login: string;
  readonly name: string;
  /** Null: comes in by another provider only. */
  readonly passwordHash: string | null;
  readonly roles: readonly string[];
  readonly team: string | null;
}

const NO_PROFILE = { email: null, phone: null, locale: null, externalId: null };

/** A person who works here. */
export class Account extends AggregateRoot<AccountEvent> {
  readonly login!: string;
  readonly name!: string;
  readonly email!: string | null;
  readonly phone!: string | null;
  readonly locale!: string | null;
  readonly externalId!: string | null;
  readonly createdAt!: Date;
  /** Taken away by the system it came from; it is kept for what it did. */
  readonly removedAt!: Date | null;
  private passwordHash!: string | null;
  private roles!: readonly string[];
  private active!: boolean;

  private constructor() {
    super();
  }

  static create(account: NewAccount, now: Date): Account {
    const created = new Account();
    Object.assign(created, NO_PROFILE, account, { createdAt: now, active: true, removedAt: null });
    created.record({ type: 'account-created', at: now });
    return created;
  }

  /** As it is now. */
  get facts(): AccountFacts {
    const { login, name, email, phone, locale, externalId, roles, active } = this;
    return { login, name, email, phone, locale, externalId, roles, active };
  }

  /** What logging in needs; null when the account may not log in. */
  get credentials(): { readonly passwordHash: string | null; readonly roles: readonly string[] } | null {
    return this.active ? { passwordHash: this.passwordHash, roles: this.roles } : null;
  }

  /** @throws AccountInactive when it was removed */
  describe(profile: ProfileChange, now: Date): void {
    if (this.removedAt !== null) throw new AccountInactive('The account was removed.', { id: this.id });
    const said = Object.entries(profile).filter(([, value]) => value !== undefined);
    const own = this as unknown as Record<string, unknown>;
    const fields = said.filter(([field, value]) => own[field] !== value).map(([field]) => field);
    if (fields.length === 0) return;
    Object.assign(this, Object.fromEntries(said));
    this.record({ type: 'account-described', at: now, fields });
  }

  setRoles(roles: readonly string[], by: string, now: Date): void {
    this.#refuseFor(by, 'Nobody changes their own roles.');
    this.#requireActive();
    this.roles = [...new Set(roles)];
    this.record({ type: 'account-roles-set', at: now, roles: this.roles });
  }

  resetPassword(passwordHash: string, now: Date): void {
    this.#requireActive();
    this.passwordHash = passwordHash;
    this.record({ type: 'account-password-reset', at: now });
  }

  deactivate(by: string, now: Date): void {
    this.#refuseFor(by, 'Nobody deactivates their own account.');
    this.#requireActive();
    this.active = false;
    this.record({ type: 'account-deactivated', at: now });
  }

  /** By the system it came from: whether it is active or not. */
  remove(by: string, now: Date): void {
    this.#refuseFor(by, 'Nobody removes their own account.');
    if (this.removedAt !== null) return;
    this.active = false;
    Object.assign(this, { removedAt: now, externalId: null });
    this.record({ type: 'account-removed', at: now });
  }

  reactivate(now: Date): void {
    if (this.active) throw new AccountActive('The account is active.', { id: this.id });
    this.active = true;
    Object.assign(this, { removedAt: null });
    this.record({ type: 'account-reactivated', at: now });
  }

  #requireActive(): void {
    if (!this.active) throw new AccountInactive('The account is deactivated.', { id: this.id });
  }

  #refuseFor(by: string, message: string): void {
    if (by === this.id) throw new OwnAccount(message, { id: this.id });
  }
}
