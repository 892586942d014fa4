import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AuditHeads } from '../../audit/audit.api.js';
import type { Tenant } from '../domain/tenant.aggregate.js';
import { Tenants } from '../domain/tenant.repository.js';
import type { Isolation } from '../domain/isolation.js';
import type { JobKind } from '../domain/job-steps.js';
import { TenantJob, type JobOrder } from '../domain/tenant-job.aggregate.js';
import { TenantJobs } from '../domain/tenant-job.repository.js';
import { ServerRooms } from '../server-rooms.js';

/** The job's id; what it does is done behind its back. */
export class StartTenantJob extends Command<string> {
  constructor(
    readonly tenantId: string,
    readonly kind: JobKind,
    /** Of a move: the server it goes to, null for each service's own. */
    readonly server: string | null = null,
    /** Of a restore: the export it reads. */
    readonly archiveId: string | null = null,
    /** Of a move: what the tenant is from then on; absent: what it is. */
    readonly isolation?: Isolation,
  ) {
    super();
  }
}

@CommandHandler(StartTenantJob)
export class StartTenantJobHandler implements ICommandHandler<StartTenantJob> {
  constructor(
    private readonly tenants: Tenants,
    private readonly jobs: TenantJobs,
    private readonly heads: AuditHeads,
    private readonly rooms: ServerRooms,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId, kind, server, archiveId, isolation: wanted }: StartTenantJob): Promise<string> {
    const now = this.clock.now();
    const id = newId(now);
    const manifests = archiveId === null ? undefined : (await this.jobs.get(archiveId)).manifests();
    const { isolation: present } = await this.tenants.get(tenantId);
    if (kind === 'export') await this.heads.note(tenantId, 'exported');
    return this.database.transaction(async () => {
      const isolation = wanted ?? present ?? 'shared';
      if (kind === 'move') await this.rooms.requireRoom({ tenantId, server, isolation });
      const order = await this.tenants.update(tenantId, (tenant) => {
        if (kind === 'restore' || kind === 'shred-keys') tenant.requireSuspended();
        if (kind === 'move') tenant.requireMovable(server);
        tenant.begin(id, kind, now);
        return kind === 'move' ? { from: tenant.server, to: server, isolation } : orderOf(tenant, kind, manifests);
      });
      await this.jobs.add(TenantJob.start({ id, tenantId, kind, order }, now));
      return id;
    });
  }
}

function orderOf(tenant: Tenant, kind: JobKind, manifests: JobOrder['manifests']): JobOrder {
  if (kind === 'erase') return { from: tenant.server };
  return manifests === undefined ? {} : { manifests };
}
