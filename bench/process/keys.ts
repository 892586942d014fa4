import { createSecretKey } from 'node:crypto';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { TenantCipher } from '#libs/personal-data/keys/tenant-cipher';
import type { TenantKeys } from '#libs/personal-data/keys/tenant-keys';

const KEY = createSecretKey(Buffer.alloc(32, 7));
const CIPHER = new TenantCipher([{ version: 1, key: KEY, sealedFor: 'bench' }], KEY);

/** Of all processes that are measured together: how keys are kept and found is not measured. */
export const keysAtHand = new KeysAtHand();
keysAtHand.of({ cipher: () => Promise.resolve(CIPHER) } as TenantKeys);
