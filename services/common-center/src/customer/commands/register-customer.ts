import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { nextNumber } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Customer } from '../domain/customer.aggregate.js';
import { contactKeys, identityKeys, type CustomerData } from '../domain/customer-data.js';
import { CustomerKnown } from '../domain/customer.errors.js';
import { Customers } from '../domain/customer.repository.js';
import { namesake, ownerOfIdentities } from '../domain/same-customer.js';
import { CustomerLabels } from '../label/customer-labels.js';

/** What becomes of one who is known: what is new is added, nothing is done, or it is refused. */
export type Duplicates = 'update' | 'skip' | 'refuse';

export interface Registered {
  readonly customerId: string;
  readonly outcome: 'registered' | 'updated' | 'unchanged';
}

/** Registering someone who is known adds what is new; nobody is there twice. */
export class RegisterCustomer extends Command<Registered> {
  constructor(
    readonly data: CustomerData,
    readonly duplicates: Duplicates = 'update',
  ) {
    super();
  }
}

@CommandHandler(RegisterCustomer)
export class RegisterCustomerHandler implements ICommandHandler<RegisterCustomer> {
  constructor(
    private readonly customers: Customers,
    private readonly labels: CustomerLabels,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ data, duplicates }: RegisterCustomer): Promise<Registered> {
    await this.labels.requireKnown(data);
    return this.database.transaction(async () => {
      const known = await this.#known(data);
      if (!known) return { customerId: await this.#register(data), outcome: 'registered' };
      if (duplicates === 'refuse') throw new CustomerKnown('There is such a customer.', { field: 'name' });
      return { customerId: known.id, outcome: await this.#addTo(known, data, duplicates) };
    });
  }

  /** Without a document, an account or an external id: who is called the same and can be reached the same way. */
  async #known(data: CustomerData): Promise<Customer | undefined> {
    const identities = identityKeys(data);
    return identities.length > 0
      ? ownerOfIdentities(await this.customers.holding(identities))
      : namesake(await this.customers.holding(contactKeys(data)), data.name);
  }

  /** A customer of whom nothing new is told keeps its version. */
  async #addTo(known: Customer, data: CustomerData, duplicates: Duplicates): Promise<Registered['outcome']> {
    if (!known.learnsFrom(data) || duplicates === 'skip') return 'unchanged';
    await this.customers.update(known.id, (customer) => customer.addDetails(data, this.clock.now()));
    return 'updated';
  }

  async #register(data: CustomerData): Promise<string> {
    const now = this.clock.now();
    const id = newId(now);
    const number = await nextNumber(this.database, 'K', now);
    await this.customers.add(Customer.register({ ...data, id, number }, now));
    return id;
  }
}
