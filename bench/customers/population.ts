import { SystemClock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { CustomerTables } from '../../services/common-center/test/customer/customer-tables.js';
import { requireSameAsRegistered } from './as-registered.js';
import type { Row } from './customer-rows.js';
import { TENANT } from '../outbox/engines.js';
import type { Loader } from './loader.js';
import { rowsInThreads } from './rows-in-threads.js';

/** Rows that are put into a table at once. */
const AT_ONCE = 10_000;

export interface Population {
  readonly ids: readonly string[];
  readonly tables: CustomerTables;
  readonly filledInSeconds: number;
}

/**
 * So many customers in the tables of the tenant in context, as registering would have left them: sealed, with their blind indices and
 * journal. Identifiers come last, in the order of their keys, as a database fills them fastest.
 */
export async function populated(database: Database, loader: Loader, count: number): Promise<Population> {
  const clock = new SystemClock();
  const tables = new CustomerTables(database, clock);
  await tables.cipher.current();
  await requireSameAsRegistered(database, tables, loader);
  const begun = performance.now();
  const keys = await new TenantKeys(database, clock, masterKeysOf(undefined, ['a secret for tests only'])).taken(
    TENANT,
  );
  await loader.dropIndices();
  const ids: string[] = [];
  const identifiers: Row[] = [];
  for await (const rows of rowsInThreads({ from: 0, until: count }, keys)) {
    await loader.load('customer', rows.customer);
    await loader.load('customer_journal', rows.customer_journal);
    for (const [id] of rows.customer) ids.push(id as string);
    for (const each of rows.customer_identifier) identifiers.push(each);
    if (ids.length % 100_000 === 0) console.log(`  ${ids.length} customers after ${secondsSince(begun)} s`);
  }
  identifiers.sort(([one], [other]) => (one! < other! ? -1 : 1));
  for (let from = 0; from < identifiers.length; from += AT_ONCE)
    await loader.load('customer_identifier', identifiers.slice(from, from + AT_ONCE));
  console.log(`  their identifiers after ${secondsSince(begun)} s`);
  await loader.createIndices();
  const filledInSeconds = secondsSince(begun);
  console.log(`  ${count} customers are there after ${filledInSeconds} s`);
  return { ids, tables, filledInSeconds };
}

function secondsSince(begun: number): number {
  return Number(((performance.now() - begun) / 1_000).toFixed(1));
}
