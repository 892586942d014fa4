import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { CountsAgainst } from '#libs/web/tenant/quota.interceptor';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import * as dto from './account.dto.js';
import { CreateAccount } from './commands/create-account.js';
import { DeactivateAccount, ReactivateAccount } from './commands/deactivate-account.js';
import { DescribeAccount } from './commands/describe-account.js';
import { ResetPassword } from './commands/reset-password.js';
import { SetAccountRoles } from './commands/set-account-roles.js';
import { UnlockAccount } from './commands/unlock-account.js';
import { GetAccount } from './queries/get-account.js';
import { ListAccounts } from './queries/list-accounts.js';

@ApiTags('accounts')
@Controller('api/v1/accounts')
export class AccountController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Logins are unique, so a repetition makes no second account; the request, with its password, is not kept to compare. */
  @Post()
  @Requires('account:create')
  @Audited()
  @CountsAgainst('users')
  @NaturallyIdempotent()
  @Answers(dto.AccountView, 201)
  async createAccount(@Body({ schema: dto.CreateAccountBody }) body: dto.CreateAccountBody) {
    const { accountId } = await this.commands.execute(new CreateAccount(body));
    return this.queries.execute(new GetAccount(accountId));
  }

  @Get()
  @Requires('account:read')
  @Answers(dto.AccountPage)
  listAccounts(@Query({ schema: dto.ListAccountsQuery }) query: dto.ListAccountsQuery) {
    return this.queries.execute(new ListAccounts(query));
  }

  @Get(':id')
  @Requires('account:read')
  @Answers(dto.AccountView)
  getAccount(@Param('id') id: string) {
    return this.queries.execute(new GetAccount(id));
  }

  @Patch(':id/profile')
  @Requires('account:describe')
  @Audited<AccountController>({ before: (accounts, id) => accounts.getAccount(id) })
  @RequiresIfMatch()
  @Answers(dto.AccountView)
  describeAccount(@Param('id') id: string, @Body({ schema: dto.ProfileBody }) body: dto.ProfileBody) {
    return this.changed(id, new DescribeAccount(id, body));
  }

  @Put(':id/roles')
  @Requires('account:set-roles')
  @Audited<AccountController>({ before: (accounts, id) => accounts.getAccount(id) })
  @Answers(dto.AccountView)
  setAccountRoles(@Param('id') id: string, @Body({ schema: dto.RolesBody }) body: z.infer<typeof dto.RolesBody>) {
    return this.changed(id, new SetAccountRoles(id, body.roles, actor()));
  }

  @Put(':id/password')
  @Requires('account:reset-password')
  @Audited()
  @Answers(null)
  async resetPassword(
    @Param('id') id: string,
    @Body({ schema: dto.PasswordBody }) body: z.infer<typeof dto.PasswordBody>,
  ) {
    await this.commands.execute(new ResetPassword(id, body.password));
  }

  @Post(':id/deactivate')
  @Requires('account:deactivate')
  @Audited<AccountController>({ before: (accounts, id) => accounts.getAccount(id) })
  @Answers(dto.AccountView)
  deactivateAccount(@Param('id') id: string) {
    return this.changed(id, new DeactivateAccount(id, actor()));
  }

  @Post(':id/reactivate')
  @Requires('account:deactivate')
  @Audited<AccountController>({ before: (accounts, id) => accounts.getAccount(id) })
  @Answers(dto.AccountView)
  reactivateAccount(@Param('id') id: string) {
    return this.changed(id, new ReactivateAccount(id));
  }

  /** Ends the waiting after failed log-ins. */
  @Post(':id/unlock')
  @Requires('account:unlock')
  @Audited()
  @NaturallyIdempotent()
  @Answers(null)
  async unlockAccount(@Param('id') id: string) {
    await this.commands.execute(new UnlockAccount(id, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetAccount(id));
  }
}
