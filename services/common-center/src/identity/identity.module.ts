import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { LiveValue } from '#libs/discovery/config/live-value';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { config } from '../config.js';
import { AccountQuota } from './account-quota.js';
import { AccountController } from './account.controller.js';
import { ClientController } from './client.controller.js';
import { CreateAccountHandler } from './commands/create-account.js';
import { DeactivateAccountHandler, ReactivateAccountHandler } from './commands/deactivate-account.js';
import { DescribeAccountHandler } from './commands/describe-account.js';
import { DeactivateClientHandler } from './commands/deactivate-client.js';
import { EnsureAccountHandler, EnsureClientHandler } from './commands/ensure-identity.js';
import { IssueClientTokenHandler } from './commands/issue-client-token.js';
import { IssueServiceTokenHandler } from './commands/issue-service-token.js';
import { LogInHandler } from './commands/log-in.js';
import { RegisterClientHandler, RenewClientSecretHandler } from './commands/register-client.js';
import { ResetPasswordHandler } from './commands/reset-password.js';
import { SetAccountRolesHandler } from './commands/set-account-roles.js';
import { UnlockAccountHandler } from './commands/unlock-account.js';
import { EndDelegationHandler } from './delegation/commands/end-delegation.js';
import { GiveDelegationHandler } from './delegation/commands/give-delegation.js';
import { DelegationEnds } from './delegation/delegation-ends.js';
import { DelegationQueries } from './delegation/delegation-queries.js';
import { DelegationController } from './delegation/delegation.controller.js';
import { Delegations } from './delegation/domain/delegation.repository.js';
import { TypeormDelegations } from './delegation/infra/typeorm-delegation.repository.js';
import { StandIns } from './delegation/stand-ins.api.js';
import { AccountProvisioning } from './provisioning/account-provisioning.api.js';
import { AccountRows } from './provisioning/account-rows.api.js';
import { Accounts } from './domain/account.repository.js';
import { Clients } from './domain/client.repository.js';
import { FirstStep } from './first-step.js';
import { identitySetting } from '#libs/contracts/settings/identity';
import { IDENTITY_SETTINGS } from './identity-settings.js';
import { TypeormAccounts } from './infra/typeorm-account.repository.js';
import { TypeormClients } from './infra/typeorm-client.repository.js';
import { IssuerController } from './tokens/issuer.controller.js';
import { LoginGuard } from './lockout/login-guard.js';
import { ConfirmMfaHandler, EnrolMfaHandler } from './mfa/commands/enrol-mfa.js';
import { EnrolAtLogInHandler, LogInWithCodeHandler } from './mfa/commands/log-in-with-code.js';
import { RemoveOwnMfaHandler, ResetMfaHandler } from './mfa/commands/remove-mfa.js';
import { Authenticators } from './mfa/domain/authenticator.repository.js';
import { TypeormAuthenticators } from './mfa/infra/typeorm-authenticator.repository.js';
import { MfaPolicyService } from './mfa/mfa-policy.service.js';
import { MfaTokens } from './mfa/mfa-tokens.js';
import { MfaController } from './mfa/mfa.controller.js';
import { SecondFactor } from './mfa/second-factor.js';
import { OidcPeople } from './oidc/oidc-people.js';
import { OidcVisits } from './oidc/oidc-visits.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OutsideFetch } from './oidc/outside-fetch.js';
import { ProviderService } from './oidc/provider.service.js';
import { RemoteProvider } from './oidc/remote-provider.js';
import { SealedSecrets } from './secrets/sealed-secrets.js';
import { SigningKeyController } from './tokens/signing-key.controller.js';
import { SigningKeyRotation } from './tokens/signing-key-rotation.js';
import { LoginController } from './login.controller.js';
import { GetAccountHandler } from './queries/get-account.js';
import { ListAccountsHandler } from './queries/list-accounts.js';
import { ListClientsHandler } from './queries/list-clients.js';
import { WhoAmIHandler } from './queries/who-am-i.js';
import { GetActiveAccountsHandler } from './queries/get-active-accounts.js';
import { GetMembersOfHandler } from './queries/get-members-of.js';
import { GetMembershipHandler } from './queries/get-membership.js';
import { GetRoleMembersHandler } from './queries/get-role-members.js';
import { ActiveAccountsController } from './active-accounts.controller.js';
import { RoleMembersController } from './roles/role-members.controller.js';
import { RoleController } from './roles/role.controller.js';
import { RoleService } from './roles/role.service.js';
import { EndAllSessionsHandler, EndSessionHandler } from './session/commands/end-session.js';
import { RefreshSessionHandler } from './session/commands/refresh-session.js';
import { Sessions } from './session/domain/session.repository.js';
import { TypeormSessions } from './session/infra/typeorm-session.repository.js';
import { EndedAccessController } from './session/ended-access.controller.js';
import { GetEndedAccessHandler } from './session/get-ended-access.js';
import { ListSessionsHandler } from './session/list-sessions.js';
import { SessionStarts } from './session/session-starts.js';
import { SessionSweep } from './session/session-sweep.js';
import { SessionController } from './session/session.controller.js';
import { SigningKey } from './tokens/signing-key.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { VisitorTokenController } from './tokens/visitor-token.controller.js';

/** Who may come in, and what with: people, machines, roles, tokens. */
@Module({
  controllers: [
    AccountController,
    DelegationController,
    ClientController,
    RoleController,
    ActiveAccountsController,
    RoleMembersController,
    LoginController,
    SessionController,
    EndedAccessController,
    MfaController,
    OidcController,
    SigningKeyController,
    IssuerController,
    VisitorTokenController,
  ],
  providers: [
    { provide: Accounts, useClass: TypeormAccounts },
    { provide: Clients, useClass: TypeormClients },
    { provide: Authenticators, useClass: TypeormAuthenticators },
    { provide: Delegations, useClass: TypeormDelegations },
    { provide: Sessions, useClass: TypeormSessions },
    {
      provide: IDENTITY_SETTINGS,
      useFactory: (centre: ConfigCentre, logger: Logger) => new LiveValue(centre, identitySetting, logger),
      inject: [ConfigCentre, LOGGER],
    },
    {
      provide: SigningKey,
      useFactory: (database: Database, secrets: SealedSecrets, clock: Clock) =>
        new SigningKey(config().JWT_PRIVATE_KEY, database, secrets, clock),
      inject: [Database, SealedSecrets, Clock],
    },
    StandIns,
    GiveDelegationHandler,
    EndDelegationHandler,
    DelegationEnds,
    DelegationQueries,
    RoleService,
    TokenIssuer,
    LoginGuard,
    SealedSecrets,
    SigningKeyRotation,
    MfaPolicyService,
    MfaTokens,
    SecondFactor,
    FirstStep,
    ProviderService,
    OutsideFetch,
    RemoteProvider,
    OidcVisits,
    OidcPeople,
    EnrolMfaHandler,
    ConfirmMfaHandler,
    RemoveOwnMfaHandler,
    ResetMfaHandler,
    EnrolAtLogInHandler,
    LogInWithCodeHandler,
    SessionStarts,
    SessionSweep,
    RefreshSessionHandler,
    EndSessionHandler,
    EndAllSessionsHandler,
    ListSessionsHandler,
    GetEndedAccessHandler,
    UnlockAccountHandler,
    LogInHandler,
    IssueClientTokenHandler,
    IssueServiceTokenHandler,
    AccountQuota,
    CreateAccountHandler,
    SetAccountRolesHandler,
    DescribeAccountHandler,
    ResetPasswordHandler,
    DeactivateAccountHandler,
    ReactivateAccountHandler,
    RegisterClientHandler,
    RenewClientSecretHandler,
    DeactivateClientHandler,
    EnsureAccountHandler,
    EnsureClientHandler,
    GetAccountHandler,
    GetActiveAccountsHandler,
    GetMembersOfHandler,
    GetMembershipHandler,
    GetRoleMembersHandler,
    ListAccountsHandler,
    ListClientsHandler,
    WhoAmIHandler,
    AccountProvisioning,
    AccountRows,
  ],
  exports: [StandIns, AccountProvisioning, AccountRows, TokenIssuer],
})
export class IdentityModule {}
