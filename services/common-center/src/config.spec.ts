import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { config } from './config.js';

const { privateKey } = generateKeyPairSync('ed25519');
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const CLUSTER = {
  PROFILE: 'cluster',
  DB_URL: 'mariadb://root:secret@127.0.0.1:3306',
  ROCKETMQ_ENDPOINTS: '127.0.0.1:8081',
  CONSUL_URL: 'http://127.0.0.1:8500',
  REDIS_URL: 'redis://127.0.0.1:6379',
  SERVICE_SECRET: 'a secret for tests only',
  OBJECT_STORAGE_URL: 'file:///objects',
  OBJECT_STORAGE_MASTER_KEYS: `2026:${Buffer.alloc(32).toString('base64')}`,
};

describe('the configuration of common-center', () => {
  it.each([
    ['a JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
    ['PKCS#8', PEM],
    ['PKCS#8 on one line', PEM.replaceAll('\n', '\\n')],
  ])('takes the signing key as %s', (_, text) => {
    expect(config({ JWT_PRIVATE_KEY: text }).JWT_PRIVATE_KEY?.equals(privateKey)).toBe(true);
  });

  it.each([
    ['no key', 'a secret'],
    ['a public key', JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' })],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
  ])('refuses %s, naming the variable and not the value', (_, text) => {
    expect(() => config({ JWT_PRIVATE_KEY: text as string })).toThrow(
      /JWT_PRIVATE_KEY: expected an Ed25519 private key/,
    );
  });

  it('needs the signing key in the cluster, where the database is no place for secrets', () => {
    expect(() => config(CLUSTER)).toThrow(/JWT_PRIVATE_KEY: needed when PROFILE is cluster/);
    expect(config({ ...CLUSTER, JWT_PRIVATE_KEY: PEM }).PROFILE).toBe('cluster');
    expect(config({}).JWT_PRIVATE_KEY).toBeUndefined();
  });

  it('needs a place for files in the cluster', () => {
    const nowhere = { ...CLUSTER, OBJECT_STORAGE_URL: undefined };
    expect(() => config({ ...nowhere, JWT_PRIVATE_KEY: PEM })).toThrow(
      /OBJECT_STORAGE_URL: needed when PROFILE is cluster/,
    );
  });

  it.each(['http://scanner:3310', 'clamd://', 'clamd://scanner:3310/x', 'icap://scanner:1344'])(
    'takes no scanner at %s',
    (url) => {
      expect(() => config({ FILE_SCANNER_URL: url })).toThrow(/FILE_SCANNER_URL: expected clamd/);
    },
  );
});
