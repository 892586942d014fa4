import { Module } from '@nestjs/common';
import { AccountImportModule } from './account-import/account-import.module.js';
import { CustomerModule } from './customer/customer.module.js';
import { HistoryModule } from './history/history.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import { ScimModule } from './scim/scim.module.js';
import { TenantModule } from './tenant/tenant.module.js';
import { WebhookModule } from './webhook/webhook.module.js';

@Module({
  imports: [
    IdentityModule,
    TenantModule,
    OrganisationModule,
    ScimModule,
    AccountImportModule,
    CustomerModule,
    HistoryModule,
    NotificationModule,
    WebhookModule,
  ],
})
export class AppModule {}
