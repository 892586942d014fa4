import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Terms } from '../domain/tenant-terms.js';
import { Tenants } from '../domain/tenant.repository.js';
import { Plans } from '../plan/plans.js';
import { TenantPublication } from '../tenant-publication.js';

/** The host names that lead to a tenant, all of them. */
export class SetTenantDomains extends Command<void> {
  constructor(
    readonly tenantId: string,
    readonly domains: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(SetTenantDomains)
export class SetTenantDomainsHandler implements ICommandHandler<SetTenantDomains> {
  constructor(
    private readonly tenants: Tenants,
    private readonly publication: TenantPublication,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId, domains }: SetTenantDomains): Promise<void> {
    await this.tenants.update(tenantId, (tenant) => tenant.answerTo(domains, this.clock.now()));
    await this.publication.publish(tenantId);
  }
}

/** Plan, feature packs and quotas of a tenant. */
export class AgreeOnTerms extends Command<void> {
  constructor(
    readonly tenantId: string,
    readonly terms: Terms,
  ) {
    super();
  }
}

@CommandHandler(AgreeOnTerms)
export class AgreeOnTermsHandler implements ICommandHandler<AgreeOnTerms> {
  constructor(
    private readonly tenants: Tenants,
    private readonly plans: Plans,
    private readonly publication: TenantPublication,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId, terms }: AgreeOnTerms): Promise<void> {
    if (terms.plan !== null) await this.plans.get(terms.plan);
    await this.tenants.update(tenantId, (tenant) => tenant.agreeOn(terms, this.clock.now()));
    await this.publication.publish(tenantId);
  }
}
