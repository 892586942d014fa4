import { createSecretKey, randomBytes } from 'node:crypto';
import { TenantCipher } from '#libs/personal-data/keys/tenant-cipher';
import type { TenantKeys } from '#libs/personal-data/keys/tenant-keys';

/** Keys of whatever tenant asks, made here and kept nowhere. */
export function oneKey(): TenantKeys {
  const [key, indexKey] = [createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32))];
  const cipher = new TenantCipher([{ version: 1, key, sealedFor: 'whoever' }], indexKey);
  return { cipher: () => Promise.resolve(cipher) } as TenantKeys;
}
