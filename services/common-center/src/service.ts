import type { ServiceDefinition } from '#libs/web/service-definition';
import { AppModule } from './app.module.js';
import {
  CustomerContactPointSchema,
  CustomerIdentitySchema,
  CustomerSchema,
} from './customer/infra/customer.schema.js';
import { HistoryEntrySchema, HistoryLinkSchema } from './history/history.schema.js';
import { AccountSchema } from './identity/infra/account.schema.js';
import { ClientSchema } from './identity/infra/client.schema.js';
import { RoleSchema } from './identity/infra/role.schema.js';
import { SigningKeySchema } from './identity/infra/signing-key.schema.js';
import { CreateCommon1763900400000 } from './migrations/1763900400000-create-common.js';
import { CreateNotifications1765050010000 } from './migrations/1765050010000-create-notifications.js';
import { CreateWebhooks1765050000000 } from './migrations/1765050000000-create-webhooks.js';
import { NOTIFICATION_ENTITIES } from './notification/notification-entities.js';
import { AddTenantLife1765130000100 } from './migrations/1765130000100-add-tenant-life.js';
import { TenantDomainSchema, TenantSchema } from './tenant/infra/tenant.schema.js';
import { TenantJobSchema } from './tenant/infra/tenant-job.schema.js';
import { TenantPlanSchema } from './tenant/plan/plan.schema.js';
import { WebhookAttemptSchema, WebhookDeliverySchema } from './webhook/infra/webhook-delivery.schema.js';
import { WebhookEndpointSchema } from './webhook/infra/webhook-endpoint.schema.js';
import { LoginGuardSchema } from './identity/lockout/login-guard.schema.js';
import { AuthenticatorSchema, MfaPolicySchema } from './identity/mfa/infra/authenticator.schema.js';
import { OidcLinkSchema, OidcVisitSchema, ProviderSchema } from './identity/oidc/provider.schema.js';
import { RefreshTokenSchema, SessionSchema } from './identity/session/infra/session.schema.js';
import { CreateSessions1765070000000 } from './migrations/1765070000000-create-sessions.js';
import { AddSecondFactor1765070010000 } from './migrations/1765070010000-add-second-factor.js';
import { AddOidc1765070020000 } from './migrations/1765070020000-add-oidc.js';

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
      TenantSchema,
      TenantDomainSchema,
      TenantJobSchema,
      TenantPlanSchema,
      CustomerSchema,
      CustomerIdentitySchema,
      CustomerContactPointSchema,
      HistoryEntrySchema,
      HistoryLinkSchema,
      ...NOTIFICATION_ENTITIES,
      WebhookEndpointSchema,
      WebhookDeliverySchema,
      WebhookAttemptSchema,
    ],
    migrations: [
      CreateCommon1763900400000,
      CreateWebhooks1765050000000,
      CreateNotifications1765050010000,
      CreateSessions1765070000000,
      AddSecondFactor1765070010000,
      AddOidc1765070020000,
      AddTenantLife1765130000100,
    ],
  },
};
