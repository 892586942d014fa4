import { In, type EntityManager, type EntitySchema, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';

/** How rows are come to from a customer, directly or through the rows of others. */
export interface PersonWay {
  readonly schema: EntitySchema<ObjectLiteral>;
  /** The column with the customer's id, or with what the rows of `through` are known by. */
  readonly by: string;
  readonly through?: PersonWay;
  /** What the rows of this are known by to those that come through it; their id unless said otherwise. */
  readonly as?: string;
}

/** So many ids are asked for at once. */
const AT_ONCE = 200;

/** Where the rows are, each to be asked for by itself; none where the person has nothing on the way. */
export async function placesOf(
  db: EntityManager,
  { by, through }: Pick<PersonWay, 'by' | 'through'>,
  customerId: string,
): Promise<FindOptionsWhere<ObjectLiteral>[]> {
  if (!through) return [{ [by]: customerId }];
  const known = await knownBy(db, through, customerId);
  const places = Math.ceil(known.length / AT_ONCE);
  return Array.from({ length: places }, (_, place) => ({
    [by]: In(known.slice(place * AT_ONCE, (place + 1) * AT_ONCE)),
  }));
}

/** What the rows at the end of a way are known by, each once. */
export async function knownBy(db: EntityManager, way: PersonWay, customerId: string): Promise<string[]> {
  const { schema, as = 'id' } = way;
  const known = new Set<string>();
  const select = Object.fromEntries([...primaryOf(schema), as].map((column) => [column, true]));
  for (const where of await placesOf(db, way, customerId))
    for (const row of await db.find(schema, { select, where })) if (row[as] !== null) known.add(row[as] as string);
  return [...known];
}

export function primaryOf({ options: { columns } }: EntitySchema<ObjectLiteral>): string[] {
  return Object.entries(columns).flatMap(([name, column]) => (column?.primary ? [name] : []));
}
