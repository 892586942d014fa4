import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { selectRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import type { Customer } from '../domain/customer.aggregate.js';
import { CustomerNotFound, IdentityTaken } from '../domain/customer.errors.js';
import { Customers } from '../domain/customer.repository.js';
import { BlindIdentifiers } from './blind-identifiers.js';
import { claimFree } from './claims.js';
import { publishCustomer } from './customer.outbox.js';
import {
  CustomerIdentifierSchema,
  CustomerJournalSchema,
  CustomerSchema,
  CustomerTagSchema,
} from './customer.schema.js';
import { FormerCustomers } from './former-customers.js';
import { PersonalPart } from './personal-part.js';

@Injectable()
export class TypeormCustomers extends AggregateStore<Customer> implements Customers {
  constructor(
    database: Database,
    outbox: Outbox,
    clock: Clock,
    private readonly personal: PersonalPart,
    private readonly blind: BlindIdentifiers,
    private readonly former: FormerCustomers,
  ) {
    super(database, outbox, clock, {
      schema: CustomerSchema,
      notFound: (id) => new CustomerNotFound('There is no such customer.', { id }),
      publish: publishCustomer,
      journal: CustomerJournalSchema,
      stored: personal,
      lookups: [
        {
          schema: CustomerIdentifierSchema,
          owner: 'customerId',
          rows: ({ id, identityKeys, contactKeys }) => blind.rowsOf(id, identityKeys, contactKeys),
        },
        {
          schema: CustomerTagSchema,
          owner: 'customerId',
          rows: ({ id, searchedTags }) => searchedTags.map((tag) => ({ tag, customerId: id })),
        },
      ],
    });
  }

  override add(customer: Customer): Promise<void> {
    return this.#claiming([customer.id], () => super.add(customer));
  }

  override update<Result>(id: string, change: (customer: Customer) => Result): Promise<Result> {
    return this.#claiming([id], async () => {
      await this.former.adopt(id);
      return super.update(id, change);
    });
  }

  updateBoth(oneId: string, otherId: string, change: (one: Customer, other: Customer) => void): Promise<void> {
    return this.#claiming([oneId, otherId], async () => {
      for (const id of [oneId, otherId]) await this.former.adopt(id);
      await this.changeAll([oneId, otherId], (both) => change(both.get(oneId)!, both.get(otherId)!));
    });
  }

  async holding(keys: readonly string[]): Promise<Customer[]> {
    if (keys.length === 0) return [];
    const found = await this.#holding(keys);
    return found.length === 0 && (await this.former.adoptHolders(keys)) ? this.#holding(keys) : found;
  }

  async #holding(keys: readonly string[]): Promise<Customer[]> {
    const lookups = await this.blind.lookupsOf(keys);
    const places = lookups.map(() => '?').join(', ');
    const where = `WHERE id IN (SELECT i.customerId FROM customer_identifier i WHERE i.lookup IN (${places}))`;
    const rows = await selectRows(await this.database.reader(), CustomerSchema, where, lookups);
    return (await this.personal.opened(rows)) as unknown as Customer[];
  }

  /** Whatever nobody else had is the customer's own from then on. */
  async #claiming<Result>(ids: readonly string[], save: () => Promise<Result>): Promise<Result> {
    try {
      return await this.database.transaction(async (tx) => {
        const result = await save();
        for (const id of ids) await claimFree(tx, id);
        return result;
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new IdentityTaken('A document, account or external id belongs to another customer.', { field: 'document' });
    }
  }
}
