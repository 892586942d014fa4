import { createRequire } from 'node:module';
import { DataSource } from 'typeorm';
import type { DatabaseDefinition } from '../database.js';

const libsql: unknown = createRequire(import.meta.url)('libsql');

/** Another process may hold the file for that long. */
const BUSY_MS = 5_000;

/** A connection to a file; as a reader it refuses to write. */
export async function sqliteConnection(
  { entities, migrations }: DatabaseDefinition,
  path: string,
  use: 'read' | 'write',
): Promise<DataSource> {
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: libsql,
    database: path,
    entities: [...entities],
    migrations: [...migrations],
    enableWAL: use === 'write',
    prepareDatabase: (database: unknown) => {
      const connection = database as { pragma(text: string): unknown };
      connection.pragma(`busy_timeout = ${BUSY_MS}`);
      connection.pragma('synchronous = NORMAL');
      if (use === 'read') connection.pragma('query_only = ON');
    },
  });
  return source.initialize();
}
