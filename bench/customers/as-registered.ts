import { isDeepStrictEqual } from 'node:util';
import type { Database } from '#libs/persistence/database';
import { FakeClock } from '#libs/testing/fake-clock';
import {
  RegisterCustomer,
  RegisterCustomerHandler,
} from '../../services/common-center/src/customer/commands/register-customer.js';
import { CustomerLabels } from '../../services/common-center/src/customer/label/customer-labels.js';
import { CustomerTables } from '../../services/common-center/test/customer/customer-tables.js';
import { dataOf, REGISTERED_AT, rowsOf } from './customer-rows.js';
import { OWNER, TABLES, type CustomerTable } from './customer-tables.js';
import { joined } from './joined-rows.js';
import type { Loader } from './loader.js';

const SAMPLE = 20;

type Stored = Record<string, unknown>;

/**
 * That what the loader writes is what registering writes, row by row and column by column. Leaves nothing behind. In the context of a
 * tenant that has no customers.
 * @throws Error naming the table
 */
export async function requireSameAsRegistered(
  database: Database,
  tables: CustomerTables,
  loader: Loader,
): Promise<void> {
  const clock = new FakeClock(REGISTERED_AT);
  const { customers } = new CustomerTables(database, clock);
  const handler = new RegisterCustomerHandler(customers, new CustomerLabels(database, clock), database, clock);
  const ids: string[] = [];
  for (let n = 0; n < SAMPLE; n++) ids.push((await handler.execute(new RegisterCustomer(dataOf(n)))).customerId);
  const registered = await taken(database, tables, ids);
  const made = joined(await Promise.all(ids.map((id, n) => rowsOf(n, id, tables))));
  for (const table of TABLES) await loader.load(table, made[table]);
  const loaded = await taken(database, tables, ids);
  const differing = TABLES.filter((table) => !isDeepStrictEqual(loaded[table], registered[table]));
  if (differing.length > 0)
    throw new Error(`customers are not written as they are registered: ${differing.join(', ')}`);
}

/** The rows of the customers, which are gone then. What is sealed is opened, since it is never sealed the same twice. */
async function taken(
  database: Database,
  { personal }: CustomerTables,
  ids: readonly string[],
): Promise<Record<CustomerTable, Stored[]>> {
  const marks = ids.map(() => '?').join(', ');
  const all: Partial<Record<CustomerTable, Stored[]>> = {};
  await database.transaction(async (tx) => {
    for (const table of TABLES) {
      const where = `WHERE ${OWNER[table]} IN (${marks})`;
      const order = `ORDER BY ${OWNER[table]}, ${table === 'customer_identifier' ? 'lookup' : 'id'}`;
      all[table] = await tx.query<Stored[]>(`SELECT * FROM ${table} ${where} ${order}`, [...ids]);
      await tx.query(`DELETE FROM ${table} ${where}`, [...ids]);
    }
  });
  for (const row of all.customer!) {
    row['personal'] = unquoted(row['personal'] as string);
    await personal.fromStored(row);
    delete row['personal'];
  }
  for (const entry of all.customer_journal!) delete entry['id'];
  return all as Record<CustomerTable, Stored[]>;
}

/** One driver gives JSON as it lies there, the other reads it. */
function unquoted(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}
