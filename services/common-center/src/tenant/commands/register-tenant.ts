import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { checkedTenantId, PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hashPassword } from '../../identity/identity.api.js';
import { Tenant } from '../domain/tenant.aggregate.js';
import type { Isolation } from '../domain/isolation.js';
import type { Terms } from '../domain/tenant-terms.js';
import { Tenants } from '../domain/tenant.repository.js';
import { Plans } from '../plan/plans.js';
import { ServerRooms } from '../server-rooms.js';
import { TenantProvisioning } from '../tenant-provisioning.js';

export interface Registration {
  readonly id: string;
  readonly name: string;
  readonly domains: readonly string[];
  readonly admin: { readonly login: string; readonly password: string };
  /** The database server it is put on; absent: the own one of each service. */
  readonly server?: string | null;
  readonly isolation?: Isolation;
  readonly terms?: Terms;
}

const NO_TERMS: Terms = { plan: null, packs: null, quotas: {} };

/** Done when the tenant is live. Safe to repeat: what is there stays, what is missing is made. */
export class RegisterTenant extends Command<void> {
  constructor(
    readonly registration: Registration,
    /** After this it is done as well, and what is not there yet is made behind its back; null: never. */
    readonly patienceMs: number | null = null,
  ) {
    super();
  }
}

@CommandHandler(RegisterTenant)
export class RegisterTenantHandler implements ICommandHandler<RegisterTenant> {
  constructor(
    private readonly tenants: Tenants,
    private readonly plans: Plans,
    private readonly rooms: ServerRooms,
    private readonly database: Database,
    private readonly provisioning: TenantProvisioning,
    private readonly clock: Clock,
  ) {}

  async execute({ registration, patienceMs }: RegisterTenant): Promise<void> {
    const id = checkedTenantId(registration.id);
    await runAsTenant(PLATFORM_TENANT, () => this.#register(registration));
    const live = this.provisioning.bringUp(id);
    await (patienceMs === null ? live : patiently(live, patienceMs));
  }

  async #register({ id, name, domains, admin, terms = NO_TERMS, ...where }: Registration): Promise<void> {
    const { server = null, isolation = 'shared' } = where;
    const known = await this.tenants.find(id);
    if (known) return known.requireSame({ name, domains, server, isolation });
    if (terms.plan !== null) await this.plans.get(terms.plan);
    const firstAdmin = { login: admin.login, passwordHash: await hashPassword(admin.password) };
    const tenant = Tenant.register({ id, name, domains, firstAdmin, server, isolation, terms }, this.clock.now());
    await this.database.transaction(async () => {
      await this.rooms.requireRoom({ tenantId: id, server, isolation });
      await this.tenants.add(tenant);
    });
  }
}

/** What fails later is tried again by the tenants' upkeep. */
async function patiently(live: Promise<void>, patienceMs: number): Promise<void> {
  const patience = new AbortController();
  const over = pause(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([live, over]).finally(() => patience.abort());
  live.catch(() => undefined);
}
