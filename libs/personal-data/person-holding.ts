import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, EntitySchema, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { placesOf, primaryOf, type PersonWay } from './person-way.js';
import type { Erasing } from './without-words.js';

/** Rows of one kind that tell of a person: what is given to them, what is erased, and why the rest has to stay. */
export interface PersonHolding extends PersonWay {
  readonly name: string;
  /** Columns. */
  readonly gives: readonly string[];
  /** What stands in a column afterwards, or how that is made of what stands there; nothing else of the row changes. */
  readonly erases: Readonly<Record<string, unknown>>;
  /** Of these rows alone. */
  readonly where?: FindOptionsWhere<ObjectLiteral>;
  /** The rows go, with all that is in them. */
  readonly removes?: boolean;
  /** A code. */
  readonly keeps: string;
}

type ColumnOf<Row> = keyof Row & string;

/** A holding whose columns are those of its schema. */
export function holding<Row extends ObjectLiteral>(
  schema: EntitySchema<Row>,
  rest: Omit<PersonHolding, 'schema' | 'by' | 'gives' | 'erases'> & {
    readonly by: ColumnOf<Row>;
    readonly gives?: readonly ColumnOf<Row>[];
    readonly erases?: { readonly [Column in ColumnOf<Row>]?: unknown };
  },
): PersonHolding {
  return { gives: [], erases: {}, ...rest, schema };
}

export interface HoldingReceipt {
  readonly holding: string;
  readonly rows: number;
  readonly erased: readonly string[];
  readonly kept: string;
}

const AT_ONCE = 200;

/** Everything of the person in the tenant's database, some rows at a time. */
export async function* givenRows(
  db: EntityManager,
  holding: PersonHolding,
  customerId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const { gives } = holding;
  if (gives.length === 0) return;
  for (const where of await rowsOf(db, holding, customerId))
    for await (const rows of pages(db, holding, where, gives))
      yield rows.map((row) => Object.fromEntries(gives.map((column) => [column, row[column] as unknown])));
}

/** Safe to repeat. Whoever holds an older version of an aggregate cannot write what was erased back. */
export async function erase(tx: EntityManager, holding: PersonHolding, customerId: string): Promise<HoldingReceipt> {
  const { name, schema, erases, removes = false, keeps } = holding;
  let rows = 0;
  for (const where of await rowsOf(tx, holding, customerId)) {
    rows += await tx.countBy(schema, where);
    if (removes) await tx.delete(schema, where);
    else await emptied(tx, holding, where);
  }
  const columns = Object.keys(removes ? schema.options.columns : erases);
  return { holding: name, rows, erased: columns, kept: removes ? 'nothing' : keeps };
}

async function rowsOf(db: EntityManager, holding: PersonHolding, customerId: string) {
  return (await placesOf(db, holding, customerId)).map((place) => ({ ...holding.where, ...place }));
}

async function emptied(
  tx: EntityManager,
  holding: PersonHolding,
  where: FindOptionsWhere<ObjectLiteral>,
): Promise<void> {
  const all = Object.entries(holding.erases);
  const made = all.filter((each): each is [string, Erasing] => typeof each[1] === 'function');
  const same = Object.fromEntries(all.filter(([, value]) => typeof value !== 'function'));
  if (Object.keys(same).length > 0) await change(tx, holding.schema, where, same);
  if (made.length === 0) return;
  const primary = primaryOf(holding.schema);
  for await (const rows of pages(
    tx,
    holding,
    where,
    made.map(([column]) => column),
  ))
    for (const row of rows) {
      const after = Object.fromEntries(made.map(([column, erasing]) => [column, erasing(row[column])]));
      if (made.every(([column]) => isDeepStrictEqual(after[column], row[column]))) continue;
      await change(
        tx,
        holding.schema,
        Object.fromEntries(primary.map((column) => [column, row[column] as unknown])),
        after,
      );
    }
}

async function change(
  tx: EntityManager,
  schema: EntitySchema<ObjectLiteral>,
  where: FindOptionsWhere<ObjectLiteral>,
  values: ObjectLiteral,
): Promise<void> {
  const version = schema.options.columns['version'] && { version: () => 'version + 1' };
  const query = tx.createQueryBuilder().update(schema);
  await query
    .set({ ...values, ...version })
    .where(where)
    .execute();
}

async function* pages(
  db: EntityManager,
  { schema }: Pick<PersonHolding, 'schema'>,
  where: FindOptionsWhere<ObjectLiteral>,
  columns: readonly string[],
): AsyncGenerator<ObjectLiteral[]> {
  const primary = primaryOf(schema);
  const select = Object.fromEntries([...primary, ...columns].map((column) => [column, true]));
  const order = Object.fromEntries(primary.map((column) => [column, 'ASC' as const]));
  for (let skip = 0; ; skip += AT_ONCE) {
    const rows = await db.find(schema, { select, where, order, skip, take: AT_ONCE });
    if (rows.length > 0) yield rows;
    if (rows.length < AT_ONCE) return;
  }
}
