import { actor } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { MergeCustomers } from './commands/merge-customers.js';
import { TagCustomer } from './commands/tag-customer.js';
import { UnmergeCustomer } from './commands/unmerge-customer.js';
import * as dto from './customer.dto.js';
import { CustomerKeysAtHand } from './infra/customer-cipher.js';
import { GetCustomer } from './queries/get-customer.js';
import { ListCustomerJournal } from './queries/list-journal.js';

/** What is done to customers that are there, and what was. */
@ApiTags('customers')
@UseGuards(CustomerKeysAtHand)
@Controller('api/v1/customers')
export class CustomerMergeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Two that are the same: this one goes on in the other, and answers with that from now on. Answers who goes on. */
  @Post(':id/merge')
  @Requires('customer:merge')
  @Audited()
  @Answers(dto.CustomerView)
  async mergeCustomer(@Param('id') id: string, @Body({ schema: dto.MergeBody }) { into, reason }: dto.MergeBody) {
    await this.commands.execute(new MergeCustomers(id, into, actor(), reason));
    return this.queries.execute(new GetCustomer(into));
  }

  /** They were not the same: this one has what it had before. */
  @Post(':id/unmerge')
  @Requires('customer:merge')
  @Audited()
  @Answers(dto.CustomerView)
  async unmergeCustomer(@Param('id') id: string, @Body({ schema: dto.UnmergeBody }) { reason }: dto.UnmergeBody) {
    await this.commands.execute(new UnmergeCustomer(id, actor(), reason));
    return this.queries.execute(new GetCustomer(id));
  }

  @Post(':id/tags')
  @Requires('customer:tag')
  @Answers(dto.CustomerView)
  async tagCustomer(@Param('id') id: string, @Body({ schema: dto.TagBody }) { add, remove }: dto.TagBody) {
    await this.commands.execute(new TagCustomer(id, add, remove));
    return this.queries.execute(new GetCustomer(id));
  }

  @Get(':id/journal')
  @Requires('customer:read')
  @Answers(dto.JournalPage)
  async getCustomerJournal(@Param('id') id: string, @Query({ schema: PageQuery }) page: PageQuery) {
    await this.queries.execute(new GetCustomer(id));
    const { items, next } = await this.queries.execute(new ListCustomerJournal(id, page));
    return { items: items.map((row) => ({ ...row, at: row.at.toISOString() })), next };
  }
}
