import { describe, expect, it } from '@jest/globals';
import { Account } from './account.aggregate.js';
import { AccountActive, AccountInactive, OwnAccount } from './identity.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const ADMIN = 'the-admin';

function anAccount(): Account {
  const account = Account.create(
    { id: 'mia-id', login: 'mia', name: 'Mia', passwordHash: 'hash-1', roles: ['agent'], team: 'returns' },
    NOW,
  );
  account.takeEvents();
  return account;
}

function aDeactivatedAccount(): Account {
  const account = anAccount();
  account.deactivate(ADMIN, NOW);
  account.takeEvents();
  return account;
}

describe('an account', () => {
  it('may log in from the start', () => {
    expect(anAccount().credentials).toEqual({ passwordHash: 'hash-1', roles: ['agent'] });
  });

  it('gets other roles, each once', () => {
    const account = anAccount();
    account.setRoles(['agent', 'supervisor', 'agent'], ADMIN, NOW);
    expect(account.credentials?.roles).toEqual(['agent', 'supervisor']);
    expect(account.takeEvents()).toEqual([{ type: 'account-roles-set', at: NOW, roles: ['agent', 'supervisor'] }]);
  });

  it('gets another password', () => {
    const account = anAccount();
    account.resetPassword('hash-2', NOW);
    expect(account.credentials?.passwordHash).toBe('hash-2');
  });

  it('may not log in once it is deactivated, and may again when reactivated', () => {
    const account = anAccount();
    account.deactivate(ADMIN, NOW);
    expect(account.credentials).toBeNull();
    account.reactivate(NOW);
    expect(account.credentials).not.toBeNull();
    expect(account.takeEvents().map(({ type }) => type)).toEqual(['account-deactivated', 'account-reactivated']);
  });

  it('is not changed by its own person: an administrator could lock everyone out', () => {
    const account = anAccount();
    expect(() => account.setRoles(['admin'], 'mia-id', NOW)).toThrow(OwnAccount);
    expect(() => account.deactivate('mia-id', NOW)).toThrow(OwnAccount);
    expect(account.takeEvents()).toEqual([]);
  });

  it('does not change while it is deactivated', () => {
    const account = aDeactivatedAccount();
    expect(() => account.deactivate(ADMIN, NOW)).toThrow(AccountInactive);
    expect(() => account.setRoles(['agent'], ADMIN, NOW)).toThrow(AccountInactive);
    expect(() => account.resetPassword('hash-2', NOW)).toThrow(AccountInactive);
  });

  it('is not reactivated while it is active', () => {
    expect(() => anAccount().reactivate(NOW)).toThrow(AccountActive);
  });
});
