import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { TenantHome } from '#libs/web/tenant/tenant-home';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ADMIN, EnsureAccount } from '../identity/identity.api.js';
import type { FirstAdmin } from './domain/tenant.aggregate.js';
import { Tenants } from './domain/tenant.repository.js';
import { TenantPublication } from './tenant-publication.js';

/** The other services that keep data of tenants. */
const KEEPERS = ['call-center', 'ticket-center', 'operations-center'];
/** A service makes and migrates a database meanwhile. */
const TIMEOUT_MS = 30_000;

/**
 * Brings a registered tenant to life: known to all, a database in every service, its first account. Every step may be
 * repeated, so whatever was interrupted is just done again.
 */
@Injectable()
export class TenantProvisioning {
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    private readonly tenants: Tenants,
    private readonly publication: TenantPublication,
    private readonly home: TenantHome,
    private readonly client: ServiceClient,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** Who asks for a tenant that is under way waits for the same end. @throws RemoteError when a service is away. */
  bringUp(id: string): Promise<void> {
    const known = this.#running.get(id);
    if (known) return known;
    const running = runAsTenant(PLATFORM_TENANT, () => this.#bringUp(id)).finally(() => this.#running.delete(id));
    this.#running.set(id, running);
    return running;
  }

  async #bringUp(id: string): Promise<void> {
    const tenant = await this.tenants.get(id);
    await this.publication.publishAs(tenant);
    if (tenant.firstAdmin === null) return;
    await this.home.provision(id);
    await Promise.all(KEEPERS.map((service) => this.#provisionAt(service, id, tenant.server)));
    await this.#admit(id, tenant.firstAdmin);
    await this.tenants.update(id, (each) => each.finishProvisioning(this.clock.now()));
    await this.publication.publish(id);
  }

  async #provisionAt(service: string, id: string, server: string | null): Promise<void> {
    const path = `/internal/tenants/${id}`;
    await this.client.request(service, {
      method: 'PUT',
      path,
      body: { server },
      schema: z.unknown(),
      timeoutMs: TIMEOUT_MS,
    });
  }

  async #admit(id: string, { login, passwordHash }: FirstAdmin): Promise<void> {
    const account = {
      login,
      name: 'Administrator',
      passwordHash: async () => passwordHash,
      roles: [ADMIN],
      team: null,
    };
    await runAsTenant(id, () => this.commands.execute(new EnsureAccount(account)));
  }
}
