import { describe, expect, it } from '@jest/globals';
import { Authenticator } from './authenticator.aggregate.js';
import { MfaActive, MfaInactive } from './mfa.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');

function anAuthenticator(): Authenticator {
  const authenticator = Authenticator.enrol('mia', 'sealed');
  authenticator.confirm(100, ['recovery-1', 'recovery-2'], NOW);
  return authenticator;
}

describe('a second factor', () => {
  it('counts once a code of it was shown', () => {
    const authenticator = Authenticator.enrol('mia', 'sealed');
    expect(authenticator.isActive).toBe(false);
    expect(authenticator.accept(100)).toBe(false);
    authenticator.confirm(100, [], NOW);
    expect(authenticator.isActive).toBe(true);
    expect(authenticator.recordedEvents()).toEqual([{ type: 'mfa-enrolled', at: NOW, by: 'mia' }]);
  });

  it('accepts the code of each step once, and none of an earlier step', () => {
    const authenticator = anAuthenticator();
    expect([100, 102, 102, 101, 103].map((step) => authenticator.accept(step))).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it('accepts each recovery code once', () => {
    const authenticator = anAuthenticator();
    const shown = ['recovery-2', 'recovery-2', 'recovery-1', 'made-up'];
    expect(shown.map((hash) => authenticator.spend(hash))).toEqual([true, false, true, false]);
  });

  it('is not replaced while it is in use', () => {
    expect(() => anAuthenticator().enrolAgain('of a thief')).toThrow(MfaActive);
    expect(() => anAuthenticator().confirm(200, [], NOW)).toThrow(MfaActive);
  });

  it('accepts nothing once it is removed, and may be enrolled again', () => {
    const authenticator = anAuthenticator();
    authenticator.remove('the-admin', NOW);
    expect([authenticator.accept(200), authenticator.spend('recovery-1')]).toEqual([false, false]);
    expect(() => authenticator.remove('the-admin', NOW)).toThrow(MfaInactive);
    authenticator.enrolAgain('another');
    expect(authenticator.sealedSecret).toBe('another');
  });
});
