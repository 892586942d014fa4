import type { DataSource } from 'typeorm';
import type { SchemaState } from './database.js';

/** Compares the migrations a database has seen with those this program knows. */
export async function schemaStateOf(source: DataSource): Promise<SchemaState> {
  const runner = source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return 'behind';
    const rows = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
    const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
    if (rows.some(({ name }) => !known.has(name))) return 'unknown';
    return rows.length < known.size ? 'behind' : 'current';
  } finally {
    await runner.release();
  }
}
