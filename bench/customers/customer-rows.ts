import { newId } from '#libs/kernel/id';
import { Customer } from '../../services/common-center/src/customer/domain/customer.aggregate.js';
import type { CustomerData } from '../../services/common-center/src/customer/domain/customer-data.js';
import type { BlindIdentifiers } from '../../services/common-center/src/customer/infra/blind-identifiers.js';
import type { CustomerRow } from '../../services/common-center/src/customer/infra/customer.schema.js';
import type { PersonalPart } from '../../services/common-center/src/customer/infra/personal-part.js';
import type { CustomerTable } from './customer-tables.js';

/** When all of them were registered. */
export const REGISTERED_AT = '2026-01-01T00:00:00.000Z';
const AT = new Date(REGISTERED_AT);
const STORED_AT = '2026-01-01 00:00:00.000';

export type Row = readonly (string | number | null)[];

/** What registering leaves behind, table by table. */
export type Rows = Readonly<Record<CustomerTable, readonly Row[]>>;

export interface Parts {
  readonly personal: PersonalPart;
  readonly blind: BlindIdentifiers;
}

export function phoneOf(n: number): string {
  return `139${String(10_000_000 + ((n * 7_919) % 90_000_000)).padStart(8, '0')}`;
}

export function passportOf(n: number): string {
  return `P${n}`;
}

/** What is told of the customer. */
export function dataOf(n: number): CustomerData {
  return {
    ...{ kind: 'person', name: `Customer ${n}`, phones: [phoneOf(n)], emails: [], externalIds: [], accounts: [] },
    ...{ document: { type: 'passport', number: passportOf(n) }, roles: ['owner'], segments: ['user'], tags: [] },
    address: { lines: [`Street ${n}`], city: 'Shanghai', country: 'China' },
  };
}

export function idOf(n: number): string {
  return newId(new Date(AT.getTime() + n));
}

/** A customer as it is registered, by what registers customers: ready to be put into tables by whatever way is the fastest. */
export async function rowsOf(n: number, id: string, { personal, blind }: Parts): Promise<Rows> {
  const number = `K-20260101-${String(n + 1).padStart(6, '0')}`;
  const customer = Customer.register({ ...dataOf(n), id, number }, AT);
  const row = (await personal.toStored(customer)) as CustomerRow;
  const identifiers = await blind.rowsOf(id, customer.identityKeys, customer.contactKeys);
  const journal = customer.takeEvents().map(({ type }) => [newId(AT), id, type, STORED_AT, '{}']);
  return {
    customer: [
      [
        ...[id, 1, STORED_AT, number, row.kind, row.name, json(row.phones), json(row.emails), json(row.externalIds)],
        ...[json(row.roles), json(row.segments), STORED_AT, json(row.tags), json(row.personal), row.personalKey],
      ],
    ],
    // Nobody else has the phone: it is the customer's own as the document is.
    customer_identifier: identifiers.map(({ lookup, customerId, type, tail }) => [
      ...[lookup, customerId, type, tail, lookup],
    ]),
    customer_journal: journal,
  };
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
