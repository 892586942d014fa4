import { Module } from '@nestjs/common';
import { CustomerModule } from './customer/customer.module.js';
import { DiagnosisModule } from './diagnosis/diagnosis.module.js';
import { HistoryModule } from './history/history.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IntegrationModule } from './integration/integration.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { TenantModule } from './tenant/tenant.module.js';
import { WebhookModule } from './webhook/webhook.module.js';

@Module({
  imports: [
    IdentityModule,
    TenantModule,
    CustomerModule,
    DiagnosisModule,
    HistoryModule,
    IntegrationModule,
    NotificationModule,
    WebhookModule,
  ],
})
export class AppModule {}
