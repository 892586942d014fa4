import { describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { StoredSecrets } from './stored-secret.api.js';

const KEY = 'a key of the environment, long enough';
const acme = <T>(work: () => T) => runAsTenant('acme', work);

describe('a stored secret', () => {
  const secrets = new StoredSecrets(KEY);

  it('says nothing to who reads the database, and is opened with the key', () => {
    const kept = acme(() => secrets.sealed('whsec_abc'));
    expect(kept).not.toContain('whsec');
    expect(acme(() => new StoredSecrets(KEY).opened(kept))).toBe('whsec_abc');
    expect(acme(() => secrets.sealed('whsec_abc'))).not.toBe(kept);
  });

  it('is opened by no other key, for no other tenant, and not once it was changed', () => {
    const kept = acme(() => secrets.sealed('whsec_abc'));
    expect(() => acme(() => new StoredSecrets(`${KEY}!`).opened(kept))).toThrow();
    expect(() => acme(() => new StoredSecrets(undefined).opened(kept))).toThrow('STORED_SECRETS_KEY');
    expect(() => runAsTenant('globex', () => secrets.opened(kept))).toThrow();
    expect(() => acme(() => secrets.opened(kept.replace(/.{6}$/, 'AAAA==')))).toThrow();
  });

  it('from before there was a key stays readable', () => {
    const kept = acme(() => new StoredSecrets(undefined).sealed('whsec_abc'));
    expect(acme(() => secrets.opened(kept))).toBe('whsec_abc');
  });
});
