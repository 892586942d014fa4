import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Correction } from '../domain/customer-data.js';
import { Customers } from '../domain/customer.repository.js';
import { CustomerLabels } from '../label/customer-labels.js';

export class CorrectCustomer extends Command<void> {
  constructor(
    readonly customerId: string,
    readonly correction: Correction,
  ) {
    super();
  }
}

@CommandHandler(CorrectCustomer)
export class CorrectCustomerHandler implements ICommandHandler<CorrectCustomer> {
  constructor(
    private readonly customers: Customers,
    private readonly labels: CustomerLabels,
    private readonly clock: Clock,
  ) {}

  async execute({ customerId, correction }: CorrectCustomer): Promise<void> {
    await this.labels.requireKnown(correction);
    await this.customers.update(customerId, (customer) => customer.correct(correction, this.clock.now()));
  }
}
