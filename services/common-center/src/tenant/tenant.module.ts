import { Module } from '@nestjs/common';
import { AdmitDemoLoginsHandler } from './commands/admit-demo-logins.js';
import { RegisterTenantHandler } from './commands/register-tenant.js';
import { ResumeTenantHandler, SuspendTenantHandler } from './commands/suspend-tenant.js';
import { Tenants } from './domain/tenant.repository.js';
import { TypeormTenants } from './infra/typeorm-tenant.repository.js';
import { GetTenantHandler } from './queries/get-tenant.js';
import { ListTenantsHandler } from './queries/list-tenants.js';
import { TenantProvisioning } from './tenant-provisioning.js';
import { TenantRegistrationController } from './tenant-registration.controller.js';
import { TenantUpkeep } from './tenant-upkeep.js';
import { TenantController } from './tenant.controller.js';

/** Tenants from their registration to their suspension. */
@Module({
  controllers: [TenantController, TenantRegistrationController],
  providers: [
    { provide: Tenants, useClass: TypeormTenants },
    TenantProvisioning,
    TenantUpkeep,
    RegisterTenantHandler,
    AdmitDemoLoginsHandler,
    SuspendTenantHandler,
    ResumeTenantHandler,
    GetTenantHandler,
    ListTenantsHandler,
  ],
})
export class TenantModule {}
