import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant-context';

const SEALED = 'sealed:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets as they lie in the database: sealed (AES-256-GCM, bound to the tenant) where the environment has a key, and as they are
 * where it has none. What was kept before there was a key stays readable.
 */
export class StoredSecrets {
  readonly #key: Buffer | undefined;

  /** @param secret `STORED_SECRETS_KEY` */
  constructor(secret: string | undefined) {
    this.#key = secret === undefined ? undefined : Buffer.from(hkdfSync('sha256', secret, '', 'stored secrets', 32));
  }

  sealed(text: string): string {
    if (!this.#key) return text;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(currentTenant()));
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return SEALED + Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64');
  }

  /** @throws Error when it was sealed by another key, or for another tenant */
  opened(kept: string): string {
    if (!kept.startsWith(SEALED)) return kept;
    if (!this.#key) throw new Error('a stored secret is sealed, and STORED_SECRETS_KEY is not set');
    const bytes = Buffer.from(kept.slice(SEALED.length), 'base64');
    const [nonce, rest] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES)];
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(currentTenant()));
    decipher.setAuthTag(rest.subarray(0, TAG_BYTES));
    return Buffer.concat([decipher.update(rest.subarray(TAG_BYTES)), decipher.final()]).toString('utf8');
  }
}
