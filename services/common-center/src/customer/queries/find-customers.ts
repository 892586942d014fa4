import { Database } from '#libs/persistence/database';
import { selectRows } from '#libs/persistence/plain-rows';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CustomerCriterion, CustomerView } from '../customer.dto.js';
import { CustomerAmbiguous, CustomerNotFound } from '../domain/customer.errors.js';
import { accountKey, documentKey, emailKey, externalKey, phoneKey } from '../domain/identifier.js';
import { BlindIdentifiers } from '../infra/blind-identifiers.js';
import { CustomerSchema, type CustomerRow } from '../infra/customer.schema.js';
import { FormerCustomers } from '../infra/former-customers.js';
import { PersonalPart } from '../infra/personal-part.js';
import { customerView } from './customer-view.js';

/** More who share a phone are no family any more. */
const LIMIT = 50;

/** What stands behind `SELECT … FROM customer`: one statement, along one index; the owner of what is shared comes first. */
export const BY_LOOKUP =
  'JOIN customer_identifier i ON i.customerId = customer.id WHERE i.lookup = ? ' +
  `ORDER BY i.claim IS NULL, i.customerId LIMIT ${LIMIT}`;
const BY_TAIL =
  'JOIN customer_identifier i ON i.customerId = customer.id WHERE i.tail = ? ' + `ORDER BY i.customerId LIMIT ${LIMIT}`;

export class FindCustomers extends Query<CustomerView[]> {
  constructor(readonly criterion: CustomerCriterion) {
    super();
  }
}

@QueryHandler(FindCustomers)
export class FindCustomersHandler implements IQueryHandler<FindCustomers> {
  constructor(
    private readonly database: Database,
    private readonly personal: PersonalPart,
    private readonly blind: BlindIdentifiers,
    private readonly former: FormerCustomers,
  ) {}

  async execute({ criterion }: FindCustomers): Promise<CustomerView[]> {
    const { number, lastFour } = criterion;
    if (number !== undefined) return this.#views('WHERE number = ?', number);
    if (lastFour) return this.#views(BY_TAIL, await this.blind.tailOf(lastFour.of, lastFour.characters));
    const key = keyOf(criterion);
    const [lookup] = await this.blind.lookupsOf([key]);
    const found = await this.#views(BY_LOOKUP, lookup!);
    return found.length === 0 && (await this.former.adoptHolders([key])) ? this.#views(BY_LOOKUP, lookup!) : found;
  }

  async #views(rest: string, value: string): Promise<CustomerView[]> {
    const rows = await selectRows<CustomerRow>(await this.database.reader(), CustomerSchema, rest, [value]);
    const unique = new Map(rows.map((row) => [row.id, row]));
    return (await this.personal.opened([...unique.values()])).map(customerView);
  }
}

/** @throws PhoneMalformed, EmailMalformed */
function keyOf({ phone, email, externalId, account, document }: CustomerCriterion): string {
  if (phone !== undefined) return phoneKey(phone);
  if (email !== undefined) return emailKey(email);
  if (externalId) return externalKey(externalId);
  return account ? accountKey(account) : documentKey(document!);
}

/** @throws CustomerNotFound, CustomerAmbiguous: when nobody or several could be meant. */
export function theOnly(found: readonly CustomerView[]): CustomerView {
  if (found.length > 1) throw new CustomerAmbiguous('Several customers could be meant: ask for more.');
  if (!found[0]) throw new CustomerNotFound('No customer is known by this.');
  return found[0];
}
