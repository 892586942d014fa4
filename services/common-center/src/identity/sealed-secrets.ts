import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant-context';
import { SERVICE_SECRETS } from '#libs/web/service-secret';
import { Inject, Injectable } from '@nestjs/common';

const ALGORITHM = 'aes-256-gcm';
const PURPOSE = 'switchboard identity secrets';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets that must be readable again, encrypted by AES-256-GCM before they reach the database. The keys are derived (HKDF, RFC
 * 5869) from the secrets in the environment; tenant and owner are authenticated, so a secret moved to another row opens nothing.
 */
@Injectable()
export class SealedSecrets {
  readonly #keys: readonly Buffer[];

  constructor(@Inject(SERVICE_SECRETS) secrets: readonly string[]) {
    this.#keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32)));
  }

  seal(secret: Uint8Array, owner: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#keys[0]!, nonce).setAAD(boundTo(owner));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Former keys are tried too. @throws Error when none opens it */
  open(text: string, owner: string): Buffer {
    const sealed = Buffer.from(text, 'base64');
    for (const key of this.#keys) {
      const opened = openedBy(key, sealed, owner);
      if (opened) return opened;
    }
    throw new Error('a secret was sealed by a key that is not in the environment');
  }
}

function openedBy(key: Buffer, sealed: Buffer, owner: string): Buffer | null {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const options = { authTagLength: TAG_BYTES };
  try {
    const decipher = createDecipheriv(ALGORITHM, key, nonce, options).setAAD(boundTo(owner)).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

function boundTo(owner: string): Buffer {
  return Buffer.from(`${currentTenant()}\n${owner}`);
}
