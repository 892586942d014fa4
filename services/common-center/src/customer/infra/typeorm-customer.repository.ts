import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Customer } from '../domain/customer.aggregate.js';
import { CustomerNotFound, IdentityTaken } from '../domain/customer.errors.js';
import { Customers } from '../domain/customer.repository.js';
import { publishCustomer } from './customer.outbox.js';
import { CustomerContactPointSchema, CustomerIdentitySchema, CustomerSchema } from './customer.schema.js';

@Injectable()
export class TypeormCustomers extends AggregateStore<Customer> implements Customers {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: CustomerSchema,
      notFound: (id) => new CustomerNotFound('There is no such customer.', { id }),
      publish: publishCustomer,
      lookups: [
        {
          schema: CustomerIdentitySchema,
          owner: 'customerId',
          rows: ({ id, identityKeys }) => identityKeys.map((identity) => ({ identity, customerId: id })),
        },
        {
          schema: CustomerContactPointSchema,
          owner: 'customerId',
          rows: ({ id, contactKeys }) => contactKeys.map((contactPoint) => ({ contactPoint, customerId: id })),
        },
      ],
    });
  }

  override add(customer: Customer): Promise<void> {
    return super.add(customer).catch(refuseTaken);
  }

  override update<Result>(id: string, change: (customer: Customer) => Result): Promise<Result> {
    return super.update(id, change).catch(refuseTaken);
  }

  async withIdentity(keys: readonly string[]): Promise<Customer[]> {
    const db = await this.database.reader();
    const found = await db.findBy(CustomerIdentitySchema, { identity: In(keys) });
    return this.#those(found.map(({ customerId }) => customerId));
  }

  async reachableAt(keys: readonly string[]): Promise<Customer[]> {
    const db = await this.database.reader();
    const found = await db.findBy(CustomerContactPointSchema, { contactPoint: In(keys) });
    return this.#those(found.map(({ customerId }) => customerId));
  }

  async #those(ids: readonly string[]): Promise<Customer[]> {
    if (ids.length === 0) return [];
    const db = await this.database.reader();
    return (await db.findBy(CustomerSchema, { id: In([...new Set(ids)]) })) as unknown as Customer[];
  }
}

function refuseTaken(error: unknown): never {
  if (!isDuplicateKey(error)) throw error;
  throw new IdentityTaken('The document or an external id belongs to another customer.', { field: 'document' });
}
