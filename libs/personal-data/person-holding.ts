import { In, type EntityManager, type EntitySchema, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';

/** Rows of one kind that tell of a person: what is given to them, what is erased, and why the rest has to stay. */
export interface PersonHolding {
  readonly name: string;
  readonly schema: EntitySchema<ObjectLiteral>;
  /** The column with the customer's id, or with the id of the row of `through`. */
  readonly by: string;
  readonly through?: { readonly schema: EntitySchema<ObjectLiteral>; readonly by: string };
  /** Columns. */
  readonly gives: readonly string[];
  /** What stands in a column afterwards; nothing else of the row changes. */
  readonly erases: Readonly<Record<string, unknown>>;
  /** A code. */
  readonly keeps: string;
}

type ColumnOf<Row> = keyof Row & string;

/** A holding whose columns are those of its schema. */
export function holding<Row extends ObjectLiteral>(
  schema: EntitySchema<Row>,
  rest: Omit<PersonHolding, 'schema' | 'by' | 'gives' | 'erases'> & {
    readonly by: ColumnOf<Row>;
    readonly gives: readonly ColumnOf<Row>[];
    readonly erases: { readonly [Column in ColumnOf<Row>]?: unknown };
  },
): PersonHolding {
  return { ...rest, schema };
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
  { schema, gives, ...holding }: PersonHolding,
  customerId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const select = Object.fromEntries(gives.map((column) => [column, true]));
  for (const where of await placesOf(db, holding, customerId)) {
    for (let skip = 0; ; skip += AT_ONCE) {
      const order = Object.fromEntries(primaryOf(schema).map((column) => [column, 'ASC' as const]));
      const rows = await db.find(schema, { select, where, order, skip, take: AT_ONCE });
      if (rows.length > 0) yield rows.map((row) => Object.fromEntries(gives.map((column) => [column, row[column]])));
      if (rows.length < AT_ONCE) break;
    }
  }
}

/** Safe to repeat. Whoever holds an older version of an aggregate cannot write what was erased back. */
export async function erase(
  tx: EntityManager,
  { name, schema, erases, keeps, ...holding }: PersonHolding,
  customerId: string,
): Promise<HoldingReceipt> {
  let rows = 0;
  for (const where of await placesOf(tx, holding, customerId)) {
    rows += await tx.countBy(schema, where);
    const version = schema.options.columns['version'] && { version: () => 'version + 1' };
    await tx
      .createQueryBuilder()
      .update(schema)
      .set({ ...erases, ...version })
      .where(where)
      .execute();
  }
  return { holding: name, rows, erased: Object.keys(erases), kept: keeps };
}

async function placesOf(
  db: EntityManager,
  { by, through }: Pick<PersonHolding, 'by' | 'through'>,
  customerId: string,
): Promise<FindOptionsWhere<ObjectLiteral>[]> {
  if (!through) return [{ [by]: customerId }];
  const parents = await db.find(through.schema, { select: { id: true }, where: { [through.by]: customerId } });
  const ids = parents.map(({ id }) => id as string);
  const places = Math.ceil(ids.length / AT_ONCE);
  return Array.from({ length: places }, (_, place) => ({
    [by]: In(ids.slice(place * AT_ONCE, (place + 1) * AT_ONCE)),
  }));
}

function primaryOf({ options: { columns } }: EntitySchema<ObjectLiteral>): string[] {
  return Object.entries(columns).flatMap(([name, column]) => (column?.primary ? [name] : []));
}
