import { ResolveCustomers, ResolvedCustomers } from '#libs/contracts/customer-api';
import { Answers } from '#libs/web/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency';
import { Requires, SERVICE_INTERNAL } from '#libs/web/permissions';
import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { RegisterCustomers } from './commands/register-customers.js';
import { registrationOf } from './customer.dto.js';
import { CustomerKeysAtHand } from './infra/customer-cipher.js';

@ApiExcludeController()
@UseGuards(CustomerKeysAtHand)
@Controller('internal/customers')
export class CustomerResolutionController {
  constructor(private readonly commands: CommandBus) {}

  /** Whom a list of another service speaks of. */
  @Post('resolve')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(ResolvedCustomers)
  resolveCustomers(@Body({ schema: ResolveCustomers }) { rows }: z.infer<typeof ResolveCustomers>) {
    return this.commands.execute(new RegisterCustomers(rows.map(registrationOf)));
  }
}
