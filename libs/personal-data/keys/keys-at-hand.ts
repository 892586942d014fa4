import { createHash } from 'node:crypto';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { LRUCache } from 'lru-cache';
import { PersonalDataUnreadable, type TenantCipher } from './tenant-cipher.js';
import { TenantKeysDestroyed, type TenantKeys } from './tenant-keys.js';

const TENANTS_AT_ONCE = 10_000;
/** What a blind column has begins with this, and no value does. */
export const BLIND = 'b1.';

/**
 * The keys of the tenants whose rows are read and written now: columns are sealed and opened between two statements, where nothing can
 * be awaited.
 */
export class KeysAtHand {
  readonly #ciphers = new LRUCache<string, TenantCipher>({ max: TENANTS_AT_ONCE });
  #keys: TenantKeys | undefined;

  /** Keys lie in the database that is sealed by them, in that of the platform, which has nothing sealed. */
  of(keys: TenantKeys): void {
    this.#keys = keys;
  }

  /** For the tenant in context, before its database is used. Whoever has them goes on by them while no others can be had. */
  async prepare(): Promise<void> {
    const tenantId = currentContext()?.tenantId;
    if (!this.#keys || tenantId === undefined || tenantId === PLATFORM_TENANT) return;
    try {
      this.#ciphers.set(tenantId, await this.#keys.cipher());
    } catch (error) {
      if (error instanceof TenantKeysDestroyed) this.#ciphers.delete(tenantId);
      else if (!this.#ciphers.has(tenantId)) throw error;
    }
  }

  /** In the platform's own database lie the keys: nothing of it is sealed by any. Nor is anything where there are none. */
  get areUsed(): boolean {
    return this.#keys !== undefined && currentContext()?.tenantId !== PLATFORM_TENANT;
  }

  /** How a blind column may have a value: as it is kept now, and as it was before. */
  formsOf(kind: string, value: string): string[] {
    return this.areUsed ? [`${BLIND}${this.current.index(kind, value)}`, value] : [value];
  }

  /** The same for the same value, 64 characters of hex: to who lacks the key it says nothing of it. */
  digestOf(kind: string, value: string): string {
    return this.areUsed ? this.current.digest(kind, value) : createHash('sha256').update(value).digest('hex');
  }

  /** @throws PersonalDataUnreadable the keys of the tenant were destroyed */
  get current(): TenantCipher {
    const cipher = this.#ciphers.get(currentContext()?.tenantId ?? '');
    if (!cipher) throw new PersonalDataUnreadable('What is kept of people cannot be read any more.');
    return cipher;
  }
}
