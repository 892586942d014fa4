import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CustomerKeysAtHand } from '../infra/customer-cipher.js';
import { GetCustomer } from '../queries/get-customer.js';
import { Holding, HOLDING_KINDS, OutsideHoldings } from './holdings.api.js';

const HoldingsQuery = z.object({ kind: z.enum(HOLDING_KINDS) });
const HoldingsView = z.object({
  connected: z.boolean().describe('false: nobody has said where these are known'),
  items: z.array(Holding.meta({ id: 'CustomerHolding' })),
});

@ApiTags('customers')
@UseGuards(CustomerKeysAtHand)
@Controller('api/v1/customers/:id/holdings')
export class HoldingsController {
  constructor(
    private readonly holdings: OutsideHoldings,
    private readonly queries: QueryBus,
  ) {}

  /** What the customer has, as the systems outside say now: products, policies or orders. */
  @Get()
  @Requires('customer:read')
  @Answers(HoldingsView)
  async listCustomerHoldings(
    @Param('id') id: string,
    @Query({ schema: HoldingsQuery }) { kind }: z.infer<typeof HoldingsQuery>,
  ) {
    const { externalIds } = await this.queries.execute(new GetCustomer(id));
    const items = await this.holdings.of(kind, externalIds);
    return { connected: items !== null, items: items ?? [] };
  }
}
