import { Clock } from '#libs/kernel/clock';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { LOGGER } from '#libs/web/platform/logger-token';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { config } from '../config.js';
import { RegisterTenant } from './commands/register-tenant.js';
import type { Tenant } from './domain/tenant.aggregate.js';
import { Tenants } from './domain/tenant.repository.js';
import { StartTenantJob } from './jobs/start-tenant-job.js';
import { TenantProvisioning } from './tenant-provisioning.js';
import { TenantPublication } from './tenant-publication.js';

const EVERY_MS = 2_000;
const LEASE_MS = 15_000;

/**
 * Finishes tenants that were interrupted, tells the config centre again what it lost, erases those whose time has come: one
 * process at a time, for what it reads and tells is the same for all.
 */
@Injectable()
export class TenantUpkeep {
  readonly rounds: Rounds;
  readonly #env = config();

  constructor(
    rounds: LeasedRounds,
    private readonly tenants: Tenants,
    private readonly publication: TenantPublication,
    private readonly provisioning: TenantProvisioning,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'tenant-upkeep',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'tenants were not looked after',
      work: (round) => runAsTenant(PLATFORM_TENANT, () => this.#all(round)),
    });
  }

  async #all(round: Rounds): Promise<void> {
    if (!(await round.isOurs())) return;
    const tenants = await this.tenants.all();
    await this.#foundPlatform(tenants);
    for (const tenant of tenants) {
      await this.#settle(tenant).catch((error: unknown) =>
        this.logger.warn({ err: error, tenant: tenant.id }, 'tenant is not in place yet'),
      );
    }
  }

  async #settle(tenant: Tenant): Promise<void> {
    if (tenant.status === 'provisioning') return this.provisioning.bringUp(tenant.id);
    await this.publication.publishAs(tenant);
    if (tenant.isDue(this.clock.now())) await this.commands.execute(new StartTenantJob(tenant.id, 'erase'));
  }

  /** The first tenant has nobody above it who could create it: its password comes from the environment. */
  async #foundPlatform(tenants: readonly Tenant[]): Promise<void> {
    const { PLATFORM_ADMIN_PASSWORD: password, PLATFORM_DOMAIN: domain } = this.#env;
    if (password === undefined || tenants.some(({ id }) => id === PLATFORM_TENANT)) return;
    const admin = { login: 'admin', password };
    await this.commands.execute(
      new RegisterTenant({ id: PLATFORM_TENANT, name: 'Platform', domains: [domain], admin }),
    );
  }
}
