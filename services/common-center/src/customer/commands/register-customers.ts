import type { ResolvedCustomers } from '#libs/contracts/common-center/customer/customer-api';
import { DomainError } from '#libs/kernel/domain-error';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CustomerData } from '../domain/customer-data.js';
import { RegisterCustomer } from './register-customer.js';

type Result = ResolvedCustomers['results'][number];

/** Each on its own: a row that is refused keeps no other from being registered. */
export class RegisterCustomers extends Command<ResolvedCustomers> {
  constructor(readonly rows: readonly CustomerData[]) {
    super();
  }
}

@CommandHandler(RegisterCustomers)
export class RegisterCustomersHandler implements ICommandHandler<RegisterCustomers> {
  constructor(private readonly commands: CommandBus) {}

  async execute({ rows }: RegisterCustomers): Promise<ResolvedCustomers> {
    const results: Result[] = [];
    for (const row of rows) results.push(await this.#register(row));
    return { results };
  }

  async #register(row: CustomerData): Promise<Result> {
    try {
      const { customerId } = await this.commands.execute(new RegisterCustomer(row));
      return { customerId };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { field } = error.details;
      return { code: error.code, field: typeof field === 'string' ? field : '' };
    }
  }
}
