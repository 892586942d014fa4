import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

/** Rows of a statement. */
const AT_ONCE = 100;

/** Columns and the values they have to have, all of them; a null is one that is not set. */
export type Exactly<Row> = { readonly [Name in keyof Row]?: string | number | Date | null };

export interface Reading<Row> {
  readonly order?: keyof Row & string;
  /** Locks the rows, where the database locks any. */
  readonly forUpdate?: boolean;
}

/** @throws QueryFailedError what the database refuses */
export async function insertRows(tx: EntityManager, schema: EntitySchema, rows: readonly object[]): Promise<void> {
  const { driver } = tx.connection;
  const { tableName, columns } = tx.connection.getMetadata(schema);
  const names = columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
  const place = `(${columns.map(() => '?').join(', ')})`;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE) as readonly ObjectLiteral[];
    const values = some.flatMap((row) => columns.map((column) => stored(tx, column, row[column.propertyName])));
    const places = Array.from(some, () => place).join(', ');
    await tx.query(`INSERT INTO ${driver.escape(tableName)} (${names}) VALUES ${places}`, values);
  }
}

/** Writes every column that the row has. Returns how many rows were found. */
export async function updateRows<Row extends ObjectLiteral>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  where: Exactly<Row>,
  row: Partial<Row>,
): Promise<number> {
  const { driver } = tx.connection;
  const { tableName, columns } = tx.connection.getMetadata(schema);
  const written = columns.filter(({ propertyName }) => propertyName in row);
  const changes = written.map(({ databaseName }) => `${driver.escape(databaseName)} = ?`).join(', ');
  const { sql, values } = conditions(tx, schema, where);
  const changed = written.map((column) => stored(tx, column, row[column.propertyName]));
  const text = `UPDATE ${driver.escape(tableName)} SET ${changes} WHERE ${sql}`;
  return (await tx.queryRunner!.query(text, [...changed, ...values], true)).affected ?? 0;
}

/** Whole rows, as the schema's class where it has one. */
export async function readRows<Row extends ObjectLiteral>(
  db: EntityManager,
  schema: EntitySchema<Row>,
  where: Exactly<Row>,
  { order, forUpdate = false }: Reading<Row> = {},
): Promise<Row[]> {
  const { sql, values } = conditions(db, schema, where);
  const sorted = order === undefined ? '' : ` ORDER BY ${db.connection.driver.escape(order)} ASC`;
  return selectRows(db, schema, `WHERE ${sql}${sorted}${forUpdate ? ' FOR UPDATE' : ''}`, values);
}

/** As {@link readRows}. @param rest what stands behind the table, with a `?` for each value */
export async function selectRows<Row extends ObjectLiteral>(
  db: EntityManager,
  schema: EntitySchema<Row>,
  rest: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { driver } = db.connection;
  const metadata = db.connection.getMetadata(schema);
  const names = metadata.columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
  const text = `SELECT ${names} FROM ${driver.escape(metadata.tableName)} ${rest}`;
  const found = await db.query<ObjectLiteral[]>(text, [...values]);
  return found.map((read) => {
    const row = metadata.create(undefined, { fromDeserializer: true }) as ObjectLiteral;
    for (const column of metadata.columns)
      column.setEntityValue(row, driver.prepareHydratedValue(read[column.databaseName], column));
    return row as Row;
  });
}

export async function anyRow<Row extends ObjectLiteral>(
  db: EntityManager,
  schema: EntitySchema<Row>,
  where: Exactly<Row>,
): Promise<boolean> {
  const { sql, values } = conditions(db, schema, where);
  const table = db.connection.driver.escape(db.connection.getMetadata(schema).tableName);
  return (await db.query<unknown[]>(`SELECT 1 FROM ${table} WHERE ${sql} LIMIT 1`, values)).length > 0;
}

function conditions<Row extends ObjectLiteral>(db: EntityManager, schema: EntitySchema<Row>, where: Exactly<Row>) {
  const { driver } = db.connection;
  const metadata = db.connection.getMetadata(schema);
  const asked = Object.entries(where).map(([name, value]) => ({
    column: metadata.findColumnWithPropertyName(name)!,
    value,
  }));
  const sql = asked
    .map(({ column, value }) => `${driver.escape(column.databaseName)} ${value === null ? 'IS NULL' : '= ?'}`)
    .join(' AND ');
  const values = asked.filter(({ value }) => value !== null).map(({ column, value }) => stored(db, column, value));
  return { sql, values };
}

function stored(db: EntityManager, column: ColumnMetadata, value: unknown): unknown {
  return (db.connection.driver.preparePersistentValue(value, column) as unknown) ?? null;
}
