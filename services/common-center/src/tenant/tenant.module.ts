import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { TenantArchiveController } from './archive/tenant-archive.controller.js';
import { TenantArchiveFile } from './archive/tenant-archive-file.js';
import { AdmitDemoLoginsHandler } from './commands/admit-demo-logins.js';
import { AgreeOnTermsHandler, SetTenantDomainsHandler } from './commands/change-tenant.js';
import { AskErasureHandler, CancelErasureHandler, ConfirmErasureHandler } from './commands/erase-tenant.js';
import { RegisterTenantHandler } from './commands/register-tenant.js';
import { ResumeTenantHandler, SuspendTenantHandler } from './commands/suspend-tenant.js';
import { Tenants } from './domain/tenant.repository.js';
import { TypeormTenants } from './infra/typeorm-tenant.repository.js';
import { TenantJobs } from './domain/tenant-job.repository.js';
import { TypeormTenantJobs } from './infra/typeorm-tenant-job.repository.js';
import { JobErrands } from './jobs/job-errands.js';
import { JobQueries } from './jobs/job-queries.js';
import { JobRunner } from './jobs/job-runner.js';
import { StartTenantJobHandler } from './jobs/start-tenant-job.js';
import { TenantJobController } from './jobs/tenant-job.controller.js';
import { PlanController } from './plan/plan.controller.js';
import { Plans } from './plan/plans.js';
import { GetTenantHandler } from './queries/get-tenant.js';
import { ListTenantsHandler } from './queries/list-tenants.js';
import { TenantProvisioning } from './tenant-provisioning.js';
import { ServerRooms } from './server-rooms.js';
import { TenantPublication } from './tenant-publication.js';
import { TenantRegistrationController } from './tenant-registration.controller.js';
import { TenantUpkeep } from './tenant-upkeep.js';
import { TenantController } from './tenant.controller.js';

/** Tenants from their registration to the day nothing is left of them. */
@Module({
  imports: [AuditModule],
  controllers: [
    TenantController,
    TenantRegistrationController,
    TenantJobController,
    TenantArchiveController,
    PlanController,
  ],
  providers: [
    { provide: Tenants, useClass: TypeormTenants },
    { provide: TenantJobs, useClass: TypeormTenantJobs },
    Plans,
    ServerRooms,
    TenantPublication,
    TenantProvisioning,
    TenantUpkeep,
    JobErrands,
    JobRunner,
    JobQueries,
    TenantArchiveFile,
    RegisterTenantHandler,
    AdmitDemoLoginsHandler,
    SuspendTenantHandler,
    ResumeTenantHandler,
    SetTenantDomainsHandler,
    AgreeOnTermsHandler,
    AskErasureHandler,
    ConfirmErasureHandler,
    CancelErasureHandler,
    StartTenantJobHandler,
    GetTenantHandler,
    ListTenantsHandler,
  ],
})
export class TenantModule {}
