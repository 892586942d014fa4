import { isDeepStrictEqual } from 'node:util';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Injectable } from '@nestjs/common';
import type { Tenant } from './domain/tenant.aggregate.js';
import { Tenants } from './domain/tenant.repository.js';
import { Plans } from './plan/plans.js';
import { entryOf } from './tenant-entry.js';

/** Tells all services and the gateway of tenants; what the database says is the truth. */
@Injectable()
export class TenantPublication {
  constructor(
    private readonly tenants: Tenants,
    private readonly plans: Plans,
    private readonly directory: TenantDirectory,
  ) {}

  async publish(id: string): Promise<void> {
    await runAsTenant(PLATFORM_TENANT, async () => this.publishAs(await this.tenants.get(id)));
  }

  /** Only when they do not know it already. */
  async publishAs(tenant: Tenant): Promise<void> {
    const plan = tenant.terms?.plan ?? null;
    const entry = entryOf(tenant, plan === null ? undefined : await this.plans.find(plan));
    const known = this.directory.get(tenant.id);
    if (isDeepStrictEqual(known, entry)) return;
    await (entry === undefined ? this.directory.withdraw(tenant.id) : this.directory.publish(entry));
  }
}
