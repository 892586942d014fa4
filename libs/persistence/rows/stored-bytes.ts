import { In, IsNull, type EntitySchema, type FindOptionsWhere } from 'typeorm';
import type { Database } from '../database.js';

interface Sized {
  readonly bytes: number | null;
}

/** The sum of `bytes` of the rows whose column has one of the values; an index of the column and `bytes` makes it cheap. */
export async function storedBytes<Row extends Sized>(
  database: Database,
  schema: EntitySchema<Row>,
  by: keyof Row & string,
  values: readonly (string | null)[],
): Promise<number> {
  const condition = values[0] === null ? IsNull() : In([...values]);
  const where = { [by]: condition } as FindOptionsWhere<Row>;
  // Of Sized alone TypeORM knows that it is a number.
  const sized = schema as unknown as EntitySchema<{ bytes: number }>;
  return Number((await (await database.reader()).sum(sized, 'bytes', where)) ?? 0);
}
