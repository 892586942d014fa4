import { hkdfSync } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { openBox, sealBox } from '#libs/sealing/sealed-box';

const SEALED = 'sealed:';

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
    return this.#key ? SEALED + sealBox(this.#key, Buffer.from(text), currentTenant()).toString('base64') : text;
  }

  /** @throws Error when it was sealed by another key, or for another tenant */
  opened(kept: string): string {
    if (!kept.startsWith(SEALED)) return kept;
    if (!this.#key) throw new Error('a stored secret is sealed, and STORED_SECRETS_KEY is not set');
    const opened = openBox(this.#key, Buffer.from(kept.slice(SEALED.length), 'base64'), currentTenant());
    if (!opened) throw new Error('a stored secret was sealed by another key, or for another tenant');
    return opened.toString('utf8');
  }
}
