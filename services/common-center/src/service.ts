import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { AppModule } from './app.module.js';
import { SettingVersionSchema } from './config-centre/setting-version.schema.js';
import { HistoryEntrySchema, HistoryLinkSchema } from './history/history.schema.js';
import { AccountSchema } from './identity/infra/account.schema.js';
import { ClientSchema } from './identity/infra/client.schema.js';
import { RoleSchema } from './identity/infra/role.schema.js';
import { SigningKeySchema } from './identity/infra/signing-key.schema.js';
import { CreateCommon1763900400000 } from './migrations/1763900400000-create-common.js';
import { CreateNotifications1765050010000 } from './migrations/1765050010000-create-notifications.js';
import { CreateWebhooks1765050000000 } from './migrations/1765050000000-create-webhooks.js';
import { CreateSettingVersions1765201000000 } from './migrations/1765201000000-create-setting-versions.js';
import { NOTIFICATION_ENTITIES } from './notification/notification-entities.js';
import { TenantDomainSchema, TenantSchema } from './tenant/infra/tenant.schema.js';
import { WebhookAttemptSchema, WebhookDeliverySchema } from './webhook/infra/webhook-delivery.schema.js';
import { WebhookEndpointSchema } from './webhook/infra/webhook-endpoint.schema.js';
import { LoginGuardSchema } from './identity/lockout/login-guard.schema.js';
import { AuthenticatorSchema, MfaPolicySchema } from './identity/mfa/infra/authenticator.schema.js';
import { OidcLinkSchema, OidcVisitSchema, ProviderSchema } from './identity/oidc/provider.schema.js';
import { RefreshTokenSchema, SessionSchema } from './identity/session/infra/session.schema.js';
import { CreateSessions1765070000000 } from './migrations/1765070000000-create-sessions.js';
import { AddSecondFactor1765070010000 } from './migrations/1765070010000-add-second-factor.js';
import { AddOidc1765070020000 } from './migrations/1765070020000-add-oidc.js';
import { AccountImportLineSchema, AccountImportSchema } from './account-import/account-import.schema.js';
import { DelegationSchema } from './identity/delegation/infra/delegation.schema.js';
import { CreateOrganisation1765140000000 } from './migrations/1765140000000-create-organisation.js';
import { DescribeAccounts1765140010000 } from './migrations/1765140010000-describe-accounts.js';
import { CreateAccountImports1765140020000 } from './migrations/1765140020000-create-account-imports.js';
import { OrganisationMemberSchema, OrganisationTeamSchema } from './organisation/infra/organisation-team.schema.js';
import { CUSTOMER_ENTITIES } from './customer/customer-entities.js';
import { SealCustomers1765110000000 } from './migrations/1765110000000-seal-customers.js';
import { AddCustomerRelations1765110010000 } from './migrations/1765110010000-add-customer-relations.js';
import { AddCustomerTransfers1765110020000 } from './migrations/1765110020000-add-customer-transfers.js';
import { AnnouncementSchema, ReceiptSchema } from './announcement/announcement.schema.js';
import { DictionarySchema, EditionSchema } from './dictionary/dictionary.schema.js';
import { FlagChangeSchema, FlagSchema } from './feature-flag/feature-flag.schema.js';
import { FileSchema } from './file/file.schema.js';
import { KNOWLEDGE_ENTITIES } from './knowledge/knowledge-entities.js';
import { CreateFiles1765160000000 } from './migrations/1765160000000-create-files.js';
import { CreateHouse1765160020000 } from './migrations/1765160020000-create-house.js';
import { ReplySchema, SurveySchema, TallySchema } from './survey/survey.schema.js';
import { CreateKnowledge1765160010000 } from './migrations/1765160010000-create-knowledge.js';
import { DIAGNOSIS_ENTITIES } from './diagnosis/infra/diagnosis-entities.js';
import { INTEGRATION_ENTITIES } from './integration/infra/integration-entities.js';
import { CreateDiagnoses1765150001000 } from './migrations/1765150001000-create-diagnoses.js';
import { CreateIntegrations1765150000000 } from './migrations/1765150000000-create-integrations.js';
import { AuditEntrySchema, AuditTrailSchema } from '#libs/audit-trail/audit.schema';
import { CreateAudit1765120100000 } from './migrations/1765120100000-create-audit.js';
import { PRIVACY_ENTITIES } from './privacy/privacy-entities.js';
import { AddTenantLife1765130000100 } from './migrations/1765130000100-add-tenant-life.js';
import { IndexFileBytes1765201010000 } from './migrations/1765201010000-index-file-bytes.js';
import { MarkErasedCustomers1765300010000 } from './migrations/1765300010000-mark-erased-customers.js';
import { TenantJobSchema } from './tenant/infra/tenant-job.schema.js';
import { TenantPlanSchema } from './tenant/plan/plan.schema.js';
import { CountSeenLists1765200010000 } from './migrations/1765200010000-count-seen-lists.js';
import { EndClientAccess1765450000000 } from './migrations/1765450000000-end-client-access.js';
import { IsolateTenants1765450001000 } from './migrations/1765450001000-isolate-tenants.js';
import { ExportOwners1765340001000 } from './migrations/1765340001000-export-owners.js';
import { CreateEventFeed1765490000000 } from './migrations/1765490000000-create-event-feed.js';
import { EventFeedSchema, KeptEventSchema } from './event-feed/event-feed.schema.js';
import { KeepBreakers1765480001000 } from './migrations/1765480001000-keep-breakers.js';
import { SumUpAccess1765340000000 } from './migrations/1765340000000-sum-up-access.js';
import { IndexSurveyReplies1765460020000 } from './migrations/1765460020000-index-survey-replies.js';
import { KeepRecordSights1765460030000 } from './migrations/1765460030000-keep-record-sights.js';

export const commonCenter: ServiceDefinition = {
  name: 'common-center',
  description: 'Customers and their history, tenants, people, machines and what they may do',
  version: '0.1.0',
  module: AppModule,
  database: {
    context: 'common',
    entities: [
      AccountSchema,
      ClientSchema,
      RoleSchema,
      SigningKeySchema,
      SessionSchema,
      RefreshTokenSchema,
      LoginGuardSchema,
      AuthenticatorSchema,
      MfaPolicySchema,
      ProviderSchema,
      OidcVisitSchema,
      OidcLinkSchema,
      DelegationSchema,
      OrganisationTeamSchema,
      OrganisationMemberSchema,
      AccountImportSchema,
      AccountImportLineSchema,
      TenantSchema,
      TenantDomainSchema,
      TenantJobSchema,
      TenantPlanSchema,
      ...CUSTOMER_ENTITIES,
      HistoryEntrySchema,
      HistoryLinkSchema,
      ...DIAGNOSIS_ENTITIES,
      ...INTEGRATION_ENTITIES,
      ...NOTIFICATION_ENTITIES,
      WebhookEndpointSchema,
      WebhookDeliverySchema,
      WebhookAttemptSchema,
      AuditEntrySchema,
      AuditTrailSchema,
      ...PRIVACY_ENTITIES,
      FileSchema,
      ...KNOWLEDGE_ENTITIES,
      AnnouncementSchema,
      ReceiptSchema,
      SurveySchema,
      ReplySchema,
      TallySchema,
      FlagSchema,
      FlagChangeSchema,
      DictionarySchema,
      EditionSchema,
      SettingVersionSchema,
      EventFeedSchema,
      KeptEventSchema,
    ],
    migrations: [
      CreateCommon1763900400000,
      CreateWebhooks1765050000000,
      CreateNotifications1765050010000,
      CreateSessions1765070000000,
      AddSecondFactor1765070010000,
      AddOidc1765070020000,
      SealCustomers1765110000000,
      AddCustomerRelations1765110010000,
      AddCustomerTransfers1765110020000,
      CreateAudit1765120100000,
      AddTenantLife1765130000100,
      CreateOrganisation1765140000000,
      DescribeAccounts1765140010000,
      CreateAccountImports1765140020000,
      CreateIntegrations1765150000000,
      CreateDiagnoses1765150001000,
      CreateFiles1765160000000,
      CreateKnowledge1765160010000,
      CreateHouse1765160020000,
      CountSeenLists1765200010000,
      CreateSettingVersions1765201000000,
      IndexFileBytes1765201010000,
      MarkErasedCustomers1765300010000,
      SumUpAccess1765340000000,
      ExportOwners1765340001000,
      EndClientAccess1765450000000,
      IsolateTenants1765450001000,
      IndexSurveyReplies1765460020000,
      KeepRecordSights1765460030000,
      KeepBreakers1765480001000,
      CreateEventFeed1765490000000,
    ],
  },
  keepsObjects: true,
};
