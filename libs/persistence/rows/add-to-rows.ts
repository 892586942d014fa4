import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** Rows of a statement. */
const AT_ONCE = 100;

export interface Adding<Row> {
  /** Columns that are summed up. */
  readonly sums: readonly (keyof Row & string)[];
  /** Columns that keep the largest value. */
  readonly largest?: readonly (keyof Row & string)[];
  /** Columns that become what comes. */
  readonly latest?: readonly (keyof Row & string)[];
}

/**
 * Adds numbers to rows, found by their primary key; a row that is missing begins with them. One statement for many rows, safe
 * against others who do the same: give the rows in an order that all keep, and nobody waits in a circle.
 */
export async function addToRows<Row extends ObjectLiteral>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  rows: readonly Row[],
  { sums, largest = [], latest = [] }: Adding<Row>,
): Promise<void> {
  const { tableName, columns, primaryColumns } = tx.connection.getMetadata(schema);
  const { driver } = tx.connection;
  const named = (names: readonly string[]) => names.map((name) => driver.escape(name)).join(', ');
  const isSqlite = tx.connection.options.type === 'better-sqlite3';
  const come = (name: string) => (isSqlite ? `excluded.${driver.escape(name)}` : `VALUES(${driver.escape(name)})`);
  const had = (name: string) => `${driver.escape(tableName)}.${driver.escape(name)}`;
  const changes = [
    ...sums.map((name) => `${driver.escape(name)} = ${had(name)} + ${come(name)}`),
    ...latest.map((name) => `${driver.escape(name)} = ${come(name)}`),
    ...largest.map((name) => {
      const isLarger = `${come(name)} > ${had(name)}`;
      return `${driver.escape(name)} = CASE WHEN ${isLarger} THEN ${come(name)} ELSE ${had(name)} END`;
    }),
  ].join(', ');
  const key = named(primaryColumns.map(({ databaseName }) => databaseName));
  const onKnown = isSqlite ? `ON CONFLICT (${key}) DO UPDATE SET` : 'ON DUPLICATE KEY UPDATE';
  const into = `INSERT INTO ${driver.escape(tableName)} (${named(columns.map(({ databaseName }) => databaseName))})`;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const places = some.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ');
    const values = some.flatMap((row) =>
      columns.map((column): unknown => driver.preparePersistentValue(row[column.propertyName], column)),
    );
    await tx.query(`${into} VALUES ${places} ${onKnown} ${changes}`, values);
  }
}
