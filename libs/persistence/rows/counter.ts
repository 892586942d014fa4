import { EntitySchema } from 'typeorm';
import { column } from './columns.js';
import type { Database } from '../database.js';
import { isDuplicateKey } from '../duplicate-key.js';

export const CounterSchema = new EntitySchema<{ name: string; lastValue: number }>({
  name: 'counter',
  columns: { name: column.primary(column.varchar(64)), lastValue: column.int() },
});

/** Counts 1, 2, 3 … for a name within a tenant, without gaps: the number belongs to the transaction that drew it. */
export async function nextCount(database: Database, name: string): Promise<number> {
  return database.transaction(async (tx) => {
    const increment = () => tx.increment(CounterSchema, { name }, 'lastValue', 1);
    if ((await increment()).affected === 0) {
      try {
        await tx.insert(CounterSchema, { name, lastValue: 1 });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await increment();
      }
    }
    return (await tx.findOneByOrFail(CounterSchema, { name })).lastValue;
  });
}

/** A number people say on the phone, e.g. `T-20261123-000123`; the day is UTC. */
export async function nextNumber(database: Database, prefix: string, now: Date): Promise<string> {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '');
  const count = await nextCount(database, `${prefix}-${day}`);
  return `${prefix}-${day}-${count.toString().padStart(6, '0')}`;
}
