import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AuditHeads } from '../../audit/audit.api.js';
import { Tenants } from '../domain/tenant.repository.js';
import { TenantPublication } from '../tenant-publication.js';

export class SuspendTenant extends Command<void> {
  constructor(readonly tenantId: string) {
    super();
  }
}

@CommandHandler(SuspendTenant)
export class SuspendTenantHandler implements ICommandHandler<SuspendTenant> {
  constructor(
    private readonly tenants: Tenants,
    private readonly publication: TenantPublication,
    private readonly heads: AuditHeads,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId }: SuspendTenant): Promise<void> {
    await this.tenants.update(tenantId, (tenant) => tenant.suspend(this.clock.now()));
    await this.publication.publish(tenantId);
    await this.heads.note(tenantId, 'suspended');
  }
}

export class ResumeTenant extends Command<void> {
  constructor(readonly tenantId: string) {
    super();
  }
}

@CommandHandler(ResumeTenant)
export class ResumeTenantHandler implements ICommandHandler<ResumeTenant> {
  constructor(
    private readonly tenants: Tenants,
    private readonly publication: TenantPublication,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId }: ResumeTenant): Promise<void> {
    await this.tenants.update(tenantId, (tenant) => tenant.resume(this.clock.now()));
    await this.publication.publish(tenantId);
  }
}
