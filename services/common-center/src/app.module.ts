import { Module } from '@nestjs/common';
import { AccountImportModule } from './account-import/account-import.module.js';
import { ConfigCentreModule } from './config-centre/config-centre.module.js';
import { CustomerModule } from './customer/customer.module.js';
import { HistoryModule } from './history/history.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import { ScimModule } from './scim/scim.module.js';
import { TenantModule } from './tenant/tenant.module.js';
import { WebhookModule } from './webhook/webhook.module.js';
import { AnnouncementModule } from './announcement/announcement.module.js';
import { DictionaryModule } from './dictionary/dictionary.module.js';
import { FeatureFlagModule } from './feature-flag/feature-flag.module.js';
import { FileModule } from './file/file.module.js';
import { KnowledgeModule } from './knowledge/knowledge.module.js';
import { SurveyModule } from './survey/survey.module.js';
import { DiagnosisModule } from './diagnosis/diagnosis.module.js';
import { IntegrationModule } from './integration/integration.module.js';
import { EventFeedModule } from './event-feed/event-feed.module.js';
import { AuditModule } from './audit/audit.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';

@Module({
  imports: [
    IdentityModule,
    TenantModule,
    OrganisationModule,
    ScimModule,
    AccountImportModule,
    ConfigCentreModule,
    CustomerModule,
    DiagnosisModule,
    HistoryModule,
    IntegrationModule,
    NotificationModule,
    WebhookModule,
    EventFeedModule,
    AuditModule,
    PrivacyModule,
    FileModule,
    KnowledgeModule,
    AnnouncementModule,
    SurveyModule,
    FeatureFlagModule,
    DictionaryModule,
  ],
})
export class AppModule {}
