import { Module } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { CustomerModule } from './customer/customer.module.js';
import { HistoryModule } from './history/history.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { TenantModule } from './tenant/tenant.module.js';
import { WebhookModule } from './webhook/webhook.module.js';

@Module({
  imports: [
    IdentityModule,
    TenantModule,
    CustomerModule,
    HistoryModule,
    NotificationModule,
    WebhookModule,
    AuditModule,
    PrivacyModule,
  ],
})
export class AppModule {}
