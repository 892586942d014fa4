import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { selectRows } from '#libs/persistence/rows/plain-rows';
import { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CustomerCriterion, CustomerView } from '../customer.dto.js';
import { CustomerAmbiguous, CustomerNotFound } from '../domain/customer.errors.js';
import { accountKey, documentKey, emailKey, externalKey, phoneKey } from '../domain/identifier.js';
import { BlindIdentifiers } from '../infra/blind-identifiers.js';
import { CustomerSchema, type CustomerRow } from '../infra/customer.schema.js';
import { FormerCustomers } from '../infra/former-customers.js';
import { PersonalPart } from '../infra/personal-part.js';
import { customerView } from './customer-view.js';

/** What stands behind `SELECT … FROM customer`: one statement, along one index. */
interface Asked {
  readonly rest: string;
  readonly values: readonly string[];
}

const WITH_IDENTIFIER = 'JOIN customer_identifier i ON i.customerId = customer.id';

/** The owner of what is shared comes first; the others in the order of their ids, and on further pages they alone. */
export function byLookup(lookup: string, limit: number, behind?: string): Asked {
  const others = behind === undefined ? '' : 'AND i.claim IS NULL AND i.customerId > ? ';
  const order = `ORDER BY i.claim IS NULL, i.customerId LIMIT ${limit + 1}`;
  return { rest: `${WITH_IDENTIFIER} WHERE i.lookup = ? ${others}${order}`, values: valuesOf(lookup, behind) };
}

/** Whoever has two that end the same is there once. */
function byTail(tail: string, limit: number, behind?: string): Asked {
  const further = behind === undefined ? '' : ' AND customerId > ?';
  const some = `SELECT DISTINCT customerId FROM customer_identifier WHERE tail = ?${further} ORDER BY customerId`;
  const rest = `JOIN (${some} LIMIT ${limit + 1}) i ON i.customerId = customer.id ORDER BY customer.id`;
  return { rest, values: valuesOf(tail, behind) };
}

function valuesOf(index: string, behind: string | undefined): string[] {
  return behind === undefined ? [index] : [index, behind];
}

export class FindCustomers extends Query<Page<CustomerView>> {
  constructor(
    readonly criterion: CustomerCriterion,
    readonly page: PageQuery = PageQuery.parse({}),
  ) {
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

  async execute({ criterion, page: { limit, cursor } }: FindCustomers): Promise<Page<CustomerView>> {
    const { number, lastFour } = criterion;
    if (number !== undefined) return this.#page({ rest: 'WHERE number = ?', values: [number] }, limit);
    const behind = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0]!;
    if (lastFour) {
      const tail = await this.blind.tailOf(lastFour.of, lastFour.characters);
      return this.#page(byTail(tail, limit, behind), limit);
    }
    const key = keyOf(criterion);
    const [lookup] = await this.blind.lookupsOf([key]);
    const find = () => this.#page(byLookup(lookup!, limit, behind), limit);
    const found = await find();
    return found.items.length === 0 && (await this.former.adoptHolders([key])) ? find() : found;
  }

  async #page({ rest, values }: Asked, limit: number): Promise<Page<CustomerView>> {
    const rows = await selectRows<CustomerRow>(await this.database.reader(), CustomerSchema, rest, values);
    const { items, next } = pageOf(rows, limit, (last) => [lastInOrder(last, rows[limit])]);
    return { items: (await this.personal.opened(items)).map(customerView), next };
  }
}

/** Whom the next page begins behind: an owner who comes first stands behind those who have smaller ids. */
function lastInOrder({ id }: CustomerRow, following: CustomerRow | undefined): string {
  return following && following.id < id ? '' : id;
}

/** @throws PhoneMalformed, EmailMalformed */
function keyOf({ phone, email, externalId, account, document }: CustomerCriterion): string {
  if (phone !== undefined) return phoneKey(phone);
  if (email !== undefined) return emailKey(email);
  if (externalId) return externalKey(externalId);
  return account ? accountKey(account) : documentKey(document!);
}

/** @throws CustomerNotFound, CustomerAmbiguous: when nobody or several could be meant. */
export function theOnly({ items: found }: Page<CustomerView>): CustomerView {
  if (found.length > 1) throw new CustomerAmbiguous('Several customers could be meant: ask for more.');
  if (!found[0]) throw new CustomerNotFound('No customer is known by this.');
  return found[0];
}
