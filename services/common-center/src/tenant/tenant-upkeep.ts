import { Clock } from '#libs/kernel/clock';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant-id';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
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

/** Finishes tenants that were interrupted, tells the config centre again what it lost, erases those whose time has come. */
@Injectable()
export class TenantUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #env = config();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(
    private readonly tenants: Tenants,
    private readonly publication: TenantPublication,
    private readonly provisioning: TenantProvisioning,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= runAsTenant(PLATFORM_TENANT, () => this.#all())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'tenants were not looked after'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #all(): Promise<void> {
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
