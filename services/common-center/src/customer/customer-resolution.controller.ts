import {
  AskFamilies,
  AskGroups,
  AskPhones,
  FamiliesOfCustomers,
  GroupsOfCustomers,
  PhonesOfCustomer,
  ResolveCustomers,
  ResolvedCustomers,
} from '#libs/contracts/common-center/customer/customer-api';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { RegisterCustomers } from './commands/register-customers.js';
import { registrationOf } from './customer.dto.js';
import { CustomerKeysAtHand } from './infra/customer-cipher.js';
import { CustomerGroups } from './queries/customer-groups.js';
import { GetCustomer } from './queries/get-customer.js';
import { MergedIds } from './queries/merged-ids.js';

@ApiExcludeController()
@UseGuards(CustomerKeysAtHand)
@Controller('internal/customers')
export class CustomerResolutionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly merged: MergedIds,
    private readonly groups: CustomerGroups,
  ) {}

  /** Whom a list of another service speaks of. */
  @Post('resolve')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(ResolvedCustomers)
  resolveCustomers(@Body({ schema: ResolveCustomers }) { rows }: z.infer<typeof ResolveCustomers>) {
    return this.commands.execute(new RegisterCustomers(rows.map(registrationOf)));
  }

  /** By which ids others have what is of a customer. */
  @Post('families')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(FamiliesOfCustomers)
  async familiesOfCustomers(@Body({ schema: AskFamilies }) { ids }: z.infer<typeof AskFamilies>) {
    return { families: await this.merged.families(ids) };
  }

  @Post('groups')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(GroupsOfCustomers)
  async groupsOfCustomers(@Body({ schema: AskGroups }) { ids }: z.infer<typeof AskGroups>) {
    return { items: await this.groups.of(ids) };
  }

  @Post('phones')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(PhonesOfCustomer)
  async phonesOfCustomer(@Body({ schema: AskPhones }) { customerId }: z.infer<typeof AskPhones>) {
    const [whole] = await this.merged.of(customerId);
    return this.queries.execute(new GetCustomer(whole!));
  }
}
