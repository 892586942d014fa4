import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import type { BlindIdentifiers } from '../../services/common-center/src/customer/infra/blind-identifiers.js';
import type { PersonalPart } from '../../services/common-center/src/customer/infra/personal-part.js';

/** Rows of a statement, and statements of a transaction. */
const ROWS = 500;
const STATEMENTS = 10;
const START = Date.UTC(2026, 0, 1);
const AT = '2026-01-01 00:00:00.000';

export interface Parts {
  readonly personal: PersonalPart;
  readonly blind: BlindIdentifiers;
}

export function phoneOf(n: number): string {
  return `139${String(10_000_000 + ((n * 7_919) % 90_000_000)).padStart(8, '0')}`;
}

/** Customers as they are registered, sealed, and found by a phone and a passport: as many more as are missing. @param ids of those there are */
export async function manyCustomers(database: Database, ids: string[], count: number, parts: Parts): Promise<void> {
  for (let from = ids.length; from < count; from += ROWS * STATEMENTS) {
    await database.transaction(async (tx) => {
      for (let at = from; at < Math.min(count, from + ROWS * STATEMENTS); at += ROWS) {
        const numbers = Array.from({ length: Math.min(ROWS, count - at) }, (_, index) => at + index);
        const made = await Promise.all(numbers.map((n) => rowsOf(n, parts)));
        ids.push(...made.map(({ id }) => id));
        await tx.query(`INSERT INTO customer (${COLUMNS}) VALUES ${made.map(({ customer }) => customer).join(', ')}`);
        const identifiers = made.flatMap((each) => each.identifiers).join(', ');
        await tx.query(`INSERT INTO customer_identifier (lookup, customerId, type, tail, claim) VALUES ${identifiers}`);
      }
    });
  }
}

const COLUMNS =
  'id, version, updatedAt, number, kind, name, phones, emails, externalIds, roles, segments, registeredAt, tags, personal, personalKey';

async function rowsOf(n: number, { personal, blind }: Parts) {
  const id = newId(new Date(START + n));
  const passport = { type: 'passport', number: `P${n}` };
  const address = { lines: [`Street ${n}`], city: 'Shanghai', country: 'China' };
  const details = { name: `Customer ${n}`, phones: [phoneOf(n)], emails: [`c${n}@example.com`], externalIds: [] };
  const row = { id, ...details, accounts: [], document: passport, address, absorbed: [] };
  const { personal: sealed, personalKey } = await personal.toStored(row);
  const values = [id, 1, AT, `K-${n}`, 'person', '', '[]', '[]', '[]', '["owner"]', '[]', AT, '[]'];
  const keys = await blind.rowsOf(id, [`document:passport:P${n}`], [`phone:+86${phoneOf(n)}`]);
  const identifiers = keys.map(({ lookup, customerId, type, tail }) => [lookup, customerId, type, tail, lookup]);
  return {
    id,
    customer: tuple([...values, JSON.stringify(sealed), personalKey as string]),
    identifiers: identifiers.map(tuple),
  };
}

/** Of text without quotes or backslashes. */
function tuple(values: readonly (string | number | null)[]): string {
  return `(${values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ')})`;
}
