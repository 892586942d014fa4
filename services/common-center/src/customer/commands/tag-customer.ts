import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Customers } from '../domain/customer.repository.js';

export class TagCustomer extends Command<void> {
  constructor(
    readonly customerId: string,
    readonly add: readonly string[],
    readonly remove: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(TagCustomer)
export class TagCustomerHandler implements ICommandHandler<TagCustomer> {
  constructor(
    private readonly customers: Customers,
    private readonly clock: Clock,
  ) {}

  async execute({ customerId, add, remove }: TagCustomer): Promise<void> {
    await this.customers.update(customerId, (customer) => customer.tag(add, remove, this.clock.now()));
  }
}
