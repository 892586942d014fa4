import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Customers } from '../domain/customer.repository.js';
import { unmerge } from '../domain/merging.js';

/** Takes back that the customer was merged into another. */
export class UnmergeCustomer extends Command<void> {
  constructor(
    readonly customerId: string,
    readonly by: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(UnmergeCustomer)
export class UnmergeCustomerHandler implements ICommandHandler<UnmergeCustomer> {
  constructor(
    private readonly customers: Customers,
    private readonly clock: Clock,
  ) {}

  async execute({ customerId, by, reason }: UnmergeCustomer): Promise<void> {
    const { survivor: survivorId } = await this.customers.get(customerId);
    if (survivorId === null) return;
    const doing = { by, reason, at: this.clock.now() };
    await this.customers.updateBoth(customerId, survivorId, (other, survivor) => unmerge(other, survivor, doing));
  }
}
