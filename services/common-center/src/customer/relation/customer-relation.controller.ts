import { personal } from '#libs/personal-data/personal';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Delete, Get, Param, Put, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CustomerKeysAtHand } from '../infra/customer-cipher.js';
import { GetCustomer } from '../queries/get-customer.js';
import { CustomerRelations } from './customer-relations.js';

const RelationView = z
  .object({
    kind: z.string().describe('what the other is of this one'),
    customerId: z.string(),
    number: z.string(),
    name: personal('name', z.string()),
  })
  .meta({ id: 'CustomerRelation' });

/** Relatives, and whoever else a customer has to do with. */
@ApiTags('customers')
@UseGuards(CustomerKeysAtHand)
@Controller('api/v1/customers/:id/relations')
export class CustomerRelationController {
  constructor(
    private readonly relations: CustomerRelations,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('customer:read')
  @Answers(z.object({ items: z.array(RelationView) }))
  async listCustomerRelations(@Param('id') id: string) {
    const relatives = await this.relations.of(await this.#idsOf(id));
    return {
      items: relatives.map(({ kind, customer: { id: customerId, number, name } }) => {
        return { kind, customerId, number, name };
      }),
    };
  }

  @Put(':otherId/:kind')
  @Requires('customer:relate')
  @Answers(null)
  relateCustomers(@Param('id') id: string, @Param('otherId') otherId: string, @Param('kind') kind: string) {
    return this.relations.relate(id, otherId, kind);
  }

  @Delete(':otherId/:kind')
  @Requires('customer:relate')
  @Answers(null)
  async unrelateCustomers(@Param('id') id: string, @Param('otherId') otherId: string, @Param('kind') kind: string) {
    await this.relations.unrelate(await this.#idsOf(id), await this.#idsOf(otherId), kind);
  }

  async #idsOf(id: string): Promise<string[]> {
    const { absorbedIds } = await this.queries.execute(new GetCustomer(id));
    return [id, ...absorbedIds];
  }
}
