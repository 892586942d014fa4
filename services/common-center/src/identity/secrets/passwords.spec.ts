import { describe, expect, it } from '@jest/globals';
import { hashPassword, passwordMatches } from './passwords.js';

describe('a password', () => {
  it('is kept as an argon2id hash of 19 MiB and two passes, salted', async () => {
    const [first, second] = await Promise.all([hashPassword('the same'), hashPassword('the same')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it('matches its hash only', async () => {
    const passwordHash = await hashPassword('the right one');
    expect(await passwordMatches(passwordHash, 'the right one')).toBe(true);
    expect(await passwordMatches(passwordHash, 'another one')).toBe(false);
  });

  it('matches nothing where there is no hash, not even by knowing what it is compared with', async () => {
    expect(await passwordMatches(undefined, 'nobody has this password')).toBe(false);
  });
});
