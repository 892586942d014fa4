import { randomBytes } from 'node:crypto';
import { TenantCipher } from '#libs/personal-data/keys/tenant-cipher';
import type { TenantKeys } from '#libs/personal-data/keys/tenant-keys';

/** Keys of whatever tenant asks, made here and kept nowhere. */
export function oneKey(): TenantKeys {
  const cipher = new TenantCipher([{ version: 1, key: randomBytes(32), sealedFor: 'whoever' }], randomBytes(32));
  return { cipher: () => Promise.resolve(cipher) } as TenantKeys;
}
