import { Module } from '@nestjs/common';
import { CustomerModule } from './customer/customer.module.js';
import { FileModule } from './file/file.module.js';
import { HistoryModule } from './history/history.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { KnowledgeModule } from './knowledge/knowledge.module.js';
import { NotificationModule } from './notification/notification.module.js';
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
    FileModule,
    KnowledgeModule,
  ],
})
export class AppModule {}
