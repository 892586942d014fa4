import { AccountIds } from '#libs/contracts/common-center/identity/identity-api';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { GetActiveAccounts } from './queries/get-active-accounts.js';

@ApiExcludeController()
@Controller('internal/accounts')
export class ActiveAccountsController {
  constructor(private readonly queries: QueryBus) {}

  /** Who of those that another service names is there. */
  @Post('active')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(AccountIds)
  async findActiveAccounts(@Body({ schema: AccountIds }) { accounts }: z.infer<typeof AccountIds>) {
    return { accounts: await this.queries.execute(new GetActiveAccounts(accounts)) };
  }
}
