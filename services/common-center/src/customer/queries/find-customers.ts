import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { In, type FindOptionsWhere } from 'typeorm';
import type { CustomerCriterion, CustomerView } from '../customer.dto.js';
import { CustomerAmbiguous, CustomerNotFound } from '../domain/customer.errors.js';
import { documentKey, emailKey, externalKey, phoneKey } from '../domain/identifier.js';
import {
  CustomerContactPointSchema,
  CustomerIdentitySchema,
  CustomerSchema,
  type CustomerRow,
} from '../infra/customer.schema.js';
import { customerView } from './customer-view.js';

/** More who share a phone are no family any more. */
const LIMIT = 50;

export class FindCustomers extends Query<CustomerView[]> {
  constructor(readonly criterion: CustomerCriterion) {
    super();
  }
}

@QueryHandler(FindCustomers)
export class FindCustomersHandler implements IQueryHandler<FindCustomers> {
  constructor(private readonly database: Database) {}

  async execute({ criterion }: FindCustomers): Promise<CustomerView[]> {
    const where = await this.#where(criterion);
    const db = await this.database.reader();
    return (await db.find(CustomerSchema, { where, order: { id: 'ASC' }, take: LIMIT })).map(customerView);
  }

  async #where({
    phone,
    email,
    externalId,
    document,
    number,
  }: CustomerCriterion): Promise<FindOptionsWhere<CustomerRow>> {
    if (phone !== undefined) return this.#reachableAt(phoneKey(phone));
    if (email !== undefined) return this.#reachableAt(emailKey(email));
    if (externalId) return this.#identifiedBy(externalKey(externalId));
    if (document) return this.#identifiedBy(documentKey(document));
    return { number: number! };
  }

  async #reachableAt(contactPoint: string): Promise<FindOptionsWhere<CustomerRow>> {
    const db = await this.database.reader();
    const found = await db.find(CustomerContactPointSchema, { where: { contactPoint }, take: LIMIT });
    return { id: In(found.map(({ customerId }) => customerId)) };
  }

  async #identifiedBy(identity: string): Promise<FindOptionsWhere<CustomerRow>> {
    const db = await this.database.reader();
    const found = await db.findBy(CustomerIdentitySchema, { identity });
    return { id: In(found.map(({ customerId }) => customerId)) };
  }
}

/** @throws CustomerNotFound, CustomerAmbiguous: when nobody or several could be meant. */
export function theOnly(found: readonly CustomerView[]): CustomerView {
  if (found.length > 1) throw new CustomerAmbiguous('Several customers could be meant: ask for more.');
  if (!found[0]) throw new CustomerNotFound('No customer is known by this.');
  return found[0];
}
