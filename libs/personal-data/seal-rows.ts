import type { Database } from '#libs/persistence/database';
import { selectRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import type { TenantCipher } from './keys/tenant-cipher.js';
import { blindColumnsOf, isSealedByNow } from './sealed-column.js';
import { primaryOf } from './person-way.js';

export interface SealedTable {
  readonly schema: EntitySchema<ObjectLiteral>;
  /** That are sealed. */
  readonly columns: readonly string[];
}

type Key = Record<string, string | number>;

/**
 * Seals by the key of now what of the next rows is not, in the order of their primary key; what they say changes in nothing, and so do
 * their versions.
 * @param behind the last row that was looked at
 * @returns the last one looked at now; null: there are no more
 */
export async function sealFrom(
  database: Database,
  table: SealedTable,
  cipher: TenantCipher,
  behind: Key | null,
  count: number,
): Promise<Key | null> {
  const rows = await keptRows(await database.reader(), table, behind, count);
  const primary = primaryOf(table.schema);
  const keyOf = (row: ObjectLiteral) => Object.fromEntries(primary.map((name) => [name, row[name] as string | number]));
  const isDone = isSealedByNow(table.schema, cipher);
  const due = rows.filter((row) => table.columns.some((name) => !isDone(name, row[name])));
  for (const row of due) await database.transaction((tx) => sealRow(tx, database.locksRows, table, keyOf(row)));
  const last = rows.at(-1);
  return rows.length < count || !last ? null : keyOf(last);
}

/** As they lie in the database: nothing is opened. */
async function keptRows(db: EntityManager, { schema, columns }: SealedTable, behind: Key | null, count: number) {
  const { driver } = db.connection;
  const { tableName } = db.connection.getMetadata(schema);
  const primary = primaryOf(schema).map((name) => driver.escape(name));
  const names = [...primary, ...columns.map((name) => driver.escape(name))].join(', ');
  const { sql, values } = after(primary, behind === null ? null : primaryOf(schema).map((name) => behind[name]!));
  const order = primary.join(', ');
  const text = `SELECT ${names} FROM ${driver.escape(tableName)} WHERE ${sql} ORDER BY ${order} LIMIT ${count}`;
  return db.query<ObjectLiteral[]>(text, values);
}

/** (a > ?) OR (a = ? AND b > ?) …: engines use no index for a comparison of rows. */
function after(primary: readonly string[], values: readonly (string | number)[] | null) {
  if (values === null) return { sql: '1 = 1', values: [] };
  const parts = primary.map((name, at) =>
    [...primary.slice(0, at).map((each) => `${each} = ?`), `${name} > ?`].join(' AND '),
  );
  return { sql: `(${parts.join(' OR ')})`, values: primary.flatMap((_, at) => values.slice(0, at + 1)) };
}

async function sealRow(
  tx: EntityManager,
  locksRows: boolean,
  { schema, columns }: SealedTable,
  key: Key,
): Promise<void> {
  const { driver } = tx.connection;
  const where = Object.keys(key).map((name) => `${driver.escape(name)} = ?`);
  const [row] = await selectRows(
    tx,
    schema,
    `WHERE ${where.join(' AND ')}${locksRows ? ' FOR UPDATE' : ''}`,
    Object.values(key),
  );
  if (!row) return;
  const blind = blindColumnsOf(schema).map(([name, of]) => [name, row[of] as unknown]);
  const sealed = columns.map((name) => [name, row[name] as unknown]);
  await updateRows(tx, schema, key, Object.fromEntries([...sealed, ...blind]) as ObjectLiteral);
}
