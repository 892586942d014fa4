import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Customers } from '../domain/customer.repository.js';
import { merge } from '../domain/merging.js';

/** `customerId` goes on in `into`. */
export class MergeCustomers extends Command<void> {
  constructor(
    readonly customerId: string,
    readonly into: string,
    readonly by: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(MergeCustomers)
export class MergeCustomersHandler implements ICommandHandler<MergeCustomers> {
  constructor(
    private readonly customers: Customers,
    private readonly clock: Clock,
  ) {}

  async execute({ customerId, into, by, reason }: MergeCustomers): Promise<void> {
    const at = this.clock.now();
    const mergeId = newId(at);
    await this.customers.updateBoth(customerId, into, (other, survivor) =>
      merge(other, survivor, mergeId, { by, reason, at }),
    );
  }
}
