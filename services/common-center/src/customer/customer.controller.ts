import { ResolvedCustomers } from '#libs/contracts/common-center/customer/customer-api';
import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Patch, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CorrectCustomer } from './commands/correct-customer.js';
import { RegisterCustomer } from './commands/register-customer.js';
import { RegisterCustomers } from './commands/register-customers.js';
import * as dto from './customer.dto.js';
import { CustomerKeysAtHand } from './infra/customer-cipher.js';
import { FindCustomers, theOnly } from './queries/find-customers.js';
import { GetCustomer } from './queries/get-customer.js';
import { ListCustomers } from './queries/list-customers.js';

/** Looking for someone is a POST: what identifies a person must not stand in addresses, which are logged everywhere. */
@ApiTags('customers')
@UseGuards(CustomerKeysAtHand)
@Controller('api/v1/customers')
export class CustomerController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Requires('customer:register')
  @Answers(dto.CustomerView, 201)
  async registerCustomer(@Body({ schema: dto.RegisterCustomerBody }) body: dto.RegisterCustomerBody) {
    const { customerId } = await this.commands.execute(new RegisterCustomer(body));
    return this.queries.execute(new GetCustomer(customerId));
  }

  @Post('batch')
  @Requires('customer:import')
  @Audited()
  @NaturallyIdempotent()
  @Answers(ResolvedCustomers)
  registerCustomers(@Body({ schema: dto.CustomerBatchBody }) body: dto.CustomerBatchBody) {
    return this.commands.execute(new RegisterCustomers(body.rows));
  }

  @Post('search')
  @Requires('customer:read')
  @NaturallyIdempotent()
  @Answers(dto.CustomerPage)
  searchCustomers(
    @Query({ schema: PageQuery }) page: PageQuery,
    @Body({ schema: dto.CustomerCriterion }) criterion: dto.CustomerCriterion,
  ) {
    return this.queries.execute(new FindCustomers(criterion, page));
  }

  /** Who is calling, as far as an IVR or a portal may know. */
  @Post('identify')
  @Requires('customer:identify')
  @NaturallyIdempotent()
  @Answers(dto.IdentifiedCustomerView)
  async identifyCustomer(@Body({ schema: dto.CustomerCriterion }) criterion: dto.CustomerCriterion) {
    return theOnly(await this.queries.execute(new FindCustomers(criterion)));
  }

  @Get()
  @Requires('customer:read')
  @Answers(dto.CustomerPage)
  listCustomers(@Query({ schema: dto.ListCustomersQuery }) query: dto.ListCustomersQuery) {
    return this.queries.execute(new ListCustomers(query));
  }

  @Get(':id')
  @Requires('customer:read')
  @Answers(dto.CustomerView)
  getCustomer(@Param('id') id: string) {
    return this.queries.execute(new GetCustomer(id));
  }

  @Patch(':id')
  @Requires('customer:correct')
  @RequiresIfMatch()
  @Audited<CustomerController>({ before: (customers, id) => customers.getCustomer(id) })
  @Answers(dto.CustomerView)
  async correctCustomer(
    @Param('id') id: string,
    @Body({ schema: dto.CorrectCustomerBody }) body: dto.CorrectCustomerBody,
  ) {
    await this.commands.execute(new CorrectCustomer(id, body));
    return this.queries.execute(new GetCustomer(id));
  }
}
