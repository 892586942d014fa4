import type { TenantCipher } from '#libs/personal-data/keys/tenant-cipher';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable, type CanActivate } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const TENANTS_AT_ONCE = 2_000;

/** What customers of the tenant in context are sealed with. */
@Injectable()
export class CustomerCipher {
  readonly #known = new LRUCache<string, TenantCipher>({ max: TENANTS_AT_ONCE });

  constructor(private readonly keys: TenantKeys) {}

  /** Within a transaction that which was got last: nobody waits for a connection while they hold one. */
  async current(): Promise<TenantCipher> {
    const tenantId = currentTenant();
    const known = currentContext()?.unitOfWork && this.#known.get(tenantId);
    if (known) return known;
    const cipher = await this.keys.cipher();
    this.#known.set(tenantId, cipher);
    return cipher;
  }
}

/** Gets the keys before anything else: what comes behind may run in a transaction. */
@Injectable()
export class CustomerKeysAtHand implements CanActivate {
  constructor(private readonly cipher: CustomerCipher) {}

  async canActivate(): Promise<boolean> {
    await this.cipher.current();
    return true;
  }
}
