import { describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { FakeClock } from '#libs/testing/fake-clock';
import { CallbackTokens } from './callback-tokens.js';

const SECRET = 'the secret of all services';
const WAIT = { instance: '0199d2f0-1234-7000-8000-000000000001', wait: 7 };
const UNTIL = new Date('2026-11-30T09:00:00Z');

describe('the token of a callback', () => {
  const clock = new FakeClock('2026-11-23T09:00:00Z');
  const tokensOf = (...secrets: string[]) => new CallbackTokens(secrets, clock);
  const acme = <T>(work: () => T) => runAsTenant('acme', work);
  const signed = (tokens = tokensOf(SECRET)) => acme(() => tokens.sign(WAIT, UNTIL));
  const refusal = (token: string, tokens = tokensOf(SECRET)) => {
    try {
      acme(() => tokens.read(token));
      return 'none';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it('opens its wait, also in another process and after a restart: nothing of it is kept', () => {
    expect(acme(() => tokensOf(SECRET).read(signed()))).toEqual(WAIT);
  });

  it('is the same for every attempt, and fits into a path', () => {
    expect(signed()).toBe(signed(tokensOf(SECRET)));
    expect(signed()).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(signed().length).toBeLessThan(256);
  });

  it('is good for its tenant alone', () => {
    expect(() => runAsTenant('rival', () => tokensOf(SECRET).read(signed()))).toThrow('not given out here');
  });

  it('is good until it expires', () => {
    const late = new FakeClock(UNTIL.toISOString());
    expect(() => acme(() => new CallbackTokens([SECRET], late).read(signed()))).toThrow('not good any more');
  });

  it('is believed on when the secret is another, as long as the former is known', () => {
    expect(acme(() => tokensOf('a newer secret of all', SECRET).read(signed()))).toEqual(WAIT);
    expect(refusal(signed(), tokensOf('a newer secret of all'))).toBe('callback-token-invalid');
    expect(signed(tokensOf('a newer secret of all', SECRET))).toBe(signed(tokensOf('a newer secret of all')));
  });

  it('is refused with any other content, signature, or none', () => {
    const [content, mac] = signed().split('.') as [string, string];
    const other = Buffer.from(JSON.stringify([WAIT.instance, 8, 2_000_000_000])).toString('base64url');
    const flipped = mac.startsWith('A') ? `B${mac.slice(1)}` : `A${mac.slice(1)}`;
    for (const token of ['', '.', content, `${content}.`, `.${mac}`, `${other}.${mac}`, `${content}.${flipped}`])
      expect(refusal(token)).toBe('callback-token-invalid');
  });

  it('cannot be made by who knows everything but the secret', () => {
    expect(refusal(acme(() => tokensOf('').sign(WAIT, UNTIL)))).toBe('callback-token-invalid');
  });
});
