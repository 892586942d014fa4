import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Module } from '@nestjs/common';
import { config } from '../config.js';
import { AccountController } from './account.controller.js';
import { ClientController } from './client.controller.js';
import { CreateAccountHandler } from './commands/create-account.js';
import { DeactivateAccountHandler, ReactivateAccountHandler } from './commands/deactivate-account.js';
import { DeactivateClientHandler } from './commands/deactivate-client.js';
import { EnsureAccountHandler, EnsureClientHandler } from './commands/ensure-identity.js';
import { IssueClientTokenHandler } from './commands/issue-client-token.js';
import { IssueServiceTokenHandler } from './commands/issue-service-token.js';
import { LogInHandler } from './commands/log-in.js';
import { RegisterClientHandler, RenewClientSecretHandler } from './commands/register-client.js';
import { ResetPasswordHandler } from './commands/reset-password.js';
import { SetAccountRolesHandler } from './commands/set-account-roles.js';
import { Accounts } from './domain/account.repository.js';
import { Clients } from './domain/client.repository.js';
import { TypeormAccounts } from './infra/typeorm-account.repository.js';
import { TypeormClients } from './infra/typeorm-client.repository.js';
import { IssuerController } from './issuer.controller.js';
import { LoginController } from './login.controller.js';
import { GetAccountHandler } from './queries/get-account.js';
import { ListAccountsHandler } from './queries/list-accounts.js';
import { ListClientsHandler } from './queries/list-clients.js';
import { WhoAmIHandler } from './queries/who-am-i.js';
import { GetActiveAccountsHandler } from './queries/get-active-accounts.js';
import { GetRoleMembersHandler } from './queries/get-role-members.js';
import { ActiveAccountsController } from './active-accounts.controller.js';
import { RoleMembersController } from './role-members.controller.js';
import { RoleController } from './role.controller.js';
import { RoleService } from './role.service.js';
import { SigningKey } from './signing-key.js';
import { TokenIssuer } from './token-issuer.js';
import { VisitorTokenController } from './visitor-token.controller.js';

/** Who may come in, and what with: people, machines, roles, tokens. */
@Module({
  controllers: [
    AccountController,
    ClientController,
    RoleController,
    ActiveAccountsController,
    RoleMembersController,
    LoginController,
    IssuerController,
    VisitorTokenController,
  ],
  providers: [
    { provide: Accounts, useClass: TypeormAccounts },
    { provide: Clients, useClass: TypeormClients },
    {
      provide: SigningKey,
      useFactory: (database: Database, clock: Clock) => new SigningKey(config().JWT_PRIVATE_KEY, database, clock),
      inject: [Database, Clock],
    },
    RoleService,
    TokenIssuer,
    LogInHandler,
    IssueClientTokenHandler,
    IssueServiceTokenHandler,
    CreateAccountHandler,
    SetAccountRolesHandler,
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
    GetRoleMembersHandler,
    ListAccountsHandler,
    ListClientsHandler,
    WhoAmIHandler,
  ],
})
export class IdentityModule {}
