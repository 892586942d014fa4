import { describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { SealedSecrets } from './sealed-secrets.js';

const SECRET = Buffer.from('a secret');

describe('a sealed secret', () => {
  const secrets = new SealedSecrets(['the secret of the service']);
  const inAcme = <T>(work: () => T) => runAsTenant('acme', work);

  it('is opened for its owner, and never looks the same', () =>
    inAcme(() => {
      const [first, second] = [secrets.seal(SECRET, 'mia'), secrets.seal(SECRET, 'mia')];
      expect(first).not.toBe(second);
      expect(secrets.open(first, 'mia')).toEqual(SECRET);
    }));

  it('opens nothing for another owner, in another tenant, or by another key', () => {
    const sealed = inAcme(() => secrets.seal(SECRET, 'mia'));
    expect(() => inAcme(() => secrets.open(sealed, 'li'))).toThrow('sealed');
    expect(() => runAsTenant('globex', () => secrets.open(sealed, 'mia'))).toThrow('sealed');
    expect(() => inAcme(() => new SealedSecrets(['another secret']).open(sealed, 'mia'))).toThrow('sealed');
  });

  it('is still opened after the secret of the service was changed', () => {
    const sealed = inAcme(() => secrets.seal(SECRET, 'mia'));
    const renewed = new SealedSecrets(['a newer secret', 'the secret of the service']);
    expect(inAcme(() => renewed.open(sealed, 'mia'))).toEqual(SECRET);
  });
});
