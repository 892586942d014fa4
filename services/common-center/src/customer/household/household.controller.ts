import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CustomerKeysAtHand } from '../infra/customer-cipher.js';
import { GetCustomer } from '../queries/get-customer.js';
import { Households, type Household } from './households.js';

const HouseholdBody = z.object({
  memberIds: z.array(z.uuid()).min(1).max(50),
  headId: z.uuid().nullable().default(null).describe('who speaks for it'),
});
type HouseholdBody = z.infer<typeof HouseholdBody>;
const HouseholdView = z
  .object({
    id: z.string(),
    version: z.int(),
    memberIds: z.array(z.string()),
    headId: z.string().nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Household' });
const HouseholdQuery = z.object({ customerId: z.uuid() });

@ApiTags('customers')
@UseGuards(CustomerKeysAtHand)
@Controller('api/v1/households')
export class HouseholdController {
  constructor(
    private readonly households: Households,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Requires('customer:relate')
  @Answers(HouseholdView, 201)
  async foundHousehold(@Body({ schema: HouseholdBody }) body: HouseholdBody) {
    return view(await this.households.get(await this.households.found(body)));
  }

  /** Where a customer lives. */
  @Get()
  @Requires('customer:read')
  @Answers(z.object({ items: z.array(HouseholdView) }))
  async listHouseholds(@Query({ schema: HouseholdQuery }) { customerId }: z.infer<typeof HouseholdQuery>) {
    const { absorbedIds } = await this.queries.execute(new GetCustomer(customerId));
    return { items: (await this.households.ofCustomer([customerId, ...absorbedIds])).map(view) };
  }

  @Get(':id')
  @Requires('customer:read')
  @Answers(HouseholdView)
  async getHousehold(@Param('id') id: string) {
    return view(await this.households.get(id));
  }

  @Put(':id')
  @Requires('customer:relate')
  @RequiresIfMatch()
  @Answers(HouseholdView)
  async changeHousehold(@Param('id') id: string, @Body({ schema: HouseholdBody }) body: HouseholdBody) {
    await this.households.change(id, body);
    return view(await this.households.get(id));
  }

  @Delete(':id')
  @Requires('customer:relate')
  @RequiresIfMatch()
  @Answers(null)
  dissolveHousehold(@Param('id') id: string) {
    return this.households.dissolve(id);
  }
}

function view({ memberIds, updatedAt, ...row }: Household): z.infer<typeof HouseholdView> {
  return { ...row, memberIds: [...memberIds], updatedAt: updatedAt.toISOString() };
}
