import { Module } from '@nestjs/common';
import { CustomerModule } from './customer/customer.module.js';
import { HistoryModule } from './history/history.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { TenantModule } from './tenant/tenant.module.js';

@Module({ imports: [IdentityModule, TenantModule, CustomerModule, HistoryModule] })
export class AppModule {}
