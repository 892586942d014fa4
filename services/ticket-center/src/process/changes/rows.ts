import type { EntityManager, EntitySchema, ValueTransformer } from 'typeorm';
import type { Claimable } from '../schema/claimable.js';

/** Rows of one statement: far below what SQLite (32,766) and MySQL (65,535) take as parameters. */
const AT_ONCE = 500;

type Value = string | number | null;

/** Many rows in one statement each: row by row through TypeORM costs three times as much. */
export async function insertRows<Row extends object>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const columns = columnsOf(schema);
  const written = writingOf(tx, schema);
  const one = `(${columns.map(() => '?').join(', ')})`;
  for (const some of chunks(rows)) {
    const values = some.map(() => one).join(', ');
    const sql = `INSERT INTO ${tableOf(schema)} (${columns.join(', ')}) VALUES ${values}`;
    await tx.query(
      sql,
      some.flatMap((row) => columns.map((column) => written(row, column))),
    );
  }
}

/** Gives each row, found by its id, values of its own in one statement. */
export async function updateRows<Row extends { id: string }>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  const written = writingOf(tx, schema);
  for (const some of chunks(rows)) {
    const cases = `CASE id ${some.map(() => 'WHEN ? THEN ?').join(' ')} END`;
    const assignments = columns.map((column) => `${column} = ${cases}`).join(', ');
    const ids = some.map(({ id }) => id);
    const values = columns.flatMap((column) => some.flatMap((row) => [row.id, written(row, column)]));
    const sql = `UPDATE ${tableOf(schema)} SET ${assignments} WHERE id IN (${ids.map(() => '?').join(', ')})`;
    await tx.query(sql, [...values, ...ids]);
  }
}

/** Deletes the rows whose columns have these values. */
export async function deleteRows<Row extends object>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  keys: readonly Partial<Row>[],
): Promise<void> {
  for (const some of chunks(keys)) {
    const { condition, values } = anyOf(some);
    await tx.query(`DELETE FROM ${tableOf(schema)} WHERE ${condition}`, values);
  }
}

/** Which rows, in SQL that every engine knows. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** What may be claimed now: the first by the end of their lease, with these columns. Each partition is read in the order of its index. */
export async function claimableRows<Row extends Claimable, Column extends keyof Row & string>(
  db: EntityManager,
  schema: EntitySchema<Row>,
  { partitions, now, most, among, columns }: Search<Column>,
): Promise<Pick<Row, Column>[]> {
  const time = valueOf(now);
  const more = among ? ` AND ${among.sql}` : '';
  const selected = [...new Set([...columns, 'claimedUntil'])].join(', ');
  const one = `SELECT * FROM (SELECT ${selected} FROM ${tableOf(schema)} WHERE partitionNo = ? AND claimedUntil <= ? AND due <= ?${more} ORDER BY claimedUntil LIMIT ${most})`;
  const sql = partitions.map((partition) => `${one} AS p${partition}`).join(' UNION ALL ');
  const values = partitions.flatMap((partition) => [partition, time, time, ...(among?.values ?? [])]);
  return db.query<Pick<Row, Column>[]>(`${sql} ORDER BY claimedUntil LIMIT ${most}`, values);
}

interface Search<Column> {
  readonly partitions: readonly number[];
  readonly now: Date;
  readonly most: number;
  readonly among?: Condition | undefined;
  readonly columns: readonly Column[];
}

/** Those of the rows that nobody holds are held under this claim for a while. */
export async function claimRows<Row extends Claimable>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  keys: readonly Partial<Row>[],
  { claim, now, until }: { claim: string; now: Date; until: Date },
): Promise<void> {
  for (const some of chunks(keys)) {
    const { condition, values } = anyOf(some);
    await tx.query(
      `UPDATE ${tableOf(schema)} SET claim = ?, claimedUntil = ?, claims = claims + 1 WHERE claimedUntil <= ? AND (${condition})`,
      [claim, valueOf(until), valueOf(now), ...values],
    );
  }
}

/** What finds the rows with any of these keys, which have the same columns. */
function anyOf<Row extends object>(keys: readonly Partial<Row>[]): { condition: string; values: Value[] } {
  const columns = Object.keys(keys[0]!) as (keyof Row & string)[];
  const one = `(${columns.map((column) => `${column} = ?`).join(' AND ')})`;
  const values = keys.flatMap((key) => columns.map((column) => valueOf(key[column])));
  return { condition: keys.map(() => one).join(' OR '), values };
}

function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += AT_ONCE) yield rows.slice(from, from + AT_ONCE);
}

function tableOf<Row>({ options }: EntitySchema<Row>): string {
  return options.tableName ?? options.name;
}

function columnsOf<Row extends object>({ options }: EntitySchema<Row>): (keyof Row & string)[] {
  return Object.keys(options.columns) as (keyof Row & string)[];
}

/** Values as their columns want them, sealed ones sealed. */
function writingOf<Row extends object>(tx: EntityManager, schema: EntitySchema<Row>) {
  const columns = new Map(tx.connection.getMetadata(schema).columns.map((each) => [each.propertyName, each]));
  return (row: Row, name: keyof Row & string): Value => {
    const { transformer, type } = columns.get(name)!;
    const value: unknown = transformer ? (transformer as ValueTransformer).to(row[name]) : row[name];
    return type === 'json' && typeof value === 'string' ? JSON.stringify(value) : valueOf(value);
  };
}

/** As TypeORM writes it on every engine: times in UTC, documents as JSON. */
function valueOf(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  return typeof value === 'object' ? JSON.stringify(value) : (value as Value);
}

/** As a query of one's own gives it: SQLite as text. */
export function timeOf(raw: string | Date): Date {
  return raw instanceof Date ? raw : new Date(`${raw.replace(' ', 'T')}Z`);
}

/** As a query of one's own gives it: MySQL as it is, the others as text. */
export function documentOf<Document>(raw: string | Document): Document {
  return typeof raw === 'string' ? (JSON.parse(raw) as Document) : raw;
}
