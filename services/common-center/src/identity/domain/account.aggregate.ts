import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { AccountEvent } from './account.events.js';
import { AccountActive, AccountInactive, OwnAccount } from './identity.errors.js';

export interface NewAccount {
  readonly id: string;
  /** Lower case. */
  readonly login: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly team: string | null;
}

/** A person who works here. */
export class Account extends AggregateRoot<AccountEvent> {
  readonly login!: string;
  readonly name!: string;
  readonly createdAt!: Date;
  private passwordHash!: string;
  private roles!: readonly string[];
  private active!: boolean;

  private constructor() {
    super();
  }

  static create(account: NewAccount, now: Date): Account {
    const created = new Account();
    Object.assign(created, account, { createdAt: now, active: true });
    created.record({ type: 'account-created', at: now });
    return created;
  }

  /** What logging in needs; null when the account may not log in. */
  get credentials(): { readonly passwordHash: string; readonly roles: readonly string[] } | null {
    return this.active ? { passwordHash: this.passwordHash, roles: this.roles } : null;
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

  reactivate(now: Date): void {
    if (this.active) throw new AccountActive('The account is active.', { id: this.id });
    this.active = true;
    this.record({ type: 'account-reactivated', at: now });
  }

  #requireActive(): void {
    if (!this.active) throw new AccountInactive('The account is deactivated.', { id: this.id });
  }

  #refuseFor(by: string, message: string): void {
    if (by === this.id) throw new OwnAccount(message, { id: this.id });
  }
}
