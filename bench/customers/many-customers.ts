import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import type { BlindIdentifiers } from '../../services/common-center/src/customer/infra/blind-identifiers.js';
import type { IdentifierRow } from '../../services/common-center/src/customer/infra/customer.schema.js';
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

/**
 * Customers as they are registered, sealed, and found by a phone and a passport: as many more as are missing. Identifiers come last, in
 * the order of their keys, as a database fills an index fastest. @param ids of those there are
 */
export async function manyCustomers(database: Database, ids: string[], count: number, parts: Parts): Promise<void> {
  const identifiers: IdentifierRow[] = [];
  for (let from = ids.length; from < count; from += ROWS * STATEMENTS) {
    const until = Math.min(count, from + ROWS * STATEMENTS);
    const made = [];
    for (let n = from; n < until; n++) made.push(await rowsOf(n, parts));
    for (const { id, keys } of made) {
      ids.push(id);
      identifiers.push(...keys);
    }
    await inserted(
      database,
      `customer (${COLUMNS.join(', ')})`,
      made.map(({ customer }) => customer),
    );
  }
  identifiers.sort((one, other) => (one.lookup < other.lookup ? -1 : 1));
  for (let from = 0; from < identifiers.length; from += ROWS * STATEMENTS) {
    const some = identifiers.slice(from, from + ROWS * STATEMENTS);
    const rows = some.map(({ lookup, customerId, type, tail }) => [lookup, customerId, type, tail, lookup]);
    await inserted(database, 'customer_identifier (lookup, customerId, type, tail, claim)', rows);
  }
}

const COLUMNS = [
  ...['id', 'version', 'updatedAt', 'number', 'kind', 'name', 'phones', 'emails', 'externalIds', 'roles', 'segments'],
  ...['registeredAt', 'tags', 'personal', 'personalKey'],
];

type Row = readonly (string | number | null)[];

/** In one transaction, by statements that are the same as often as can be: databases parse those once. */
async function inserted(database: Database, into: string, rows: readonly Row[]): Promise<void> {
  await database.transaction(async (tx) => {
    for (let from = 0; from < rows.length; from += ROWS) {
      const some = rows.slice(from, from + ROWS);
      const marks = `(${some[0]!.map(() => '?').join(', ')})`;
      await tx.query(`INSERT INTO ${into} VALUES ${some.map(() => marks).join(', ')}`, some.flat());
    }
  });
}

async function rowsOf(n: number, { personal, blind }: Parts) {
  const id = newId(new Date(START + n));
  const passport = { type: 'passport', number: `P${n}` };
  const address = { lines: [`Street ${n}`], city: 'Shanghai', country: 'China' };
  const details = { name: `Customer ${n}`, phones: [phoneOf(n)], emails: [`c${n}@example.com`], externalIds: [] };
  const row = { id, ...details, accounts: [], document: passport, address, absorbed: [] };
  const { personal: sealed, personalKey } = await personal.toStored(row);
  const values = [id, 1, AT, `K-${n}`, 'person', '', '[]', '[]', '[]', '["owner"]', '[]', AT, '[]'];
  const keys = await blind.rowsOf(id, [`document:passport:P${n}`], [`phone:+86${phoneOf(n)}`]);
  return { id, keys, customer: [...values, JSON.stringify(sealed), personalKey as string] };
}
