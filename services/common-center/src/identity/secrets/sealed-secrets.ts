import { hkdfSync } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { openBox, sealBox } from '#libs/sealing/sealed-box';
import { SERVICE_SECRETS } from '#libs/web/access/service-secret';
import { Inject, Injectable } from '@nestjs/common';

const PURPOSE = 'switchboard identity secrets';

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
    return sealBox(this.#keys[0]!, secret, boundTo(owner)).toString('base64');
  }

  /** Former keys are tried too. @throws Error when none opens it */
  open(text: string, owner: string): Buffer {
    const sealed = Buffer.from(text, 'base64');
    for (const key of this.#keys) {
      const opened = openBox(key, sealed, boundTo(owner));
      if (opened) return opened;
    }
    throw new Error('a secret was sealed by a key that is not in the environment');
  }
}

function boundTo(owner: string): string {
  return `${currentTenant()}\n${owner}`;
}
