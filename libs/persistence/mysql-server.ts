import { createConnection, type Connection } from 'mysql2/promise';

const CONNECT_MS = 5_000;
/** Longer than the longest migration. */
const MIGRATION_SECONDS = 3_600;

/** Runs the work on a connection of its own that stands in no database. */
export async function onServer<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: CONNECT_MS });
  return work(connection).finally(() => connection.end());
}

/**
 * Runs the migration of a database while no other process does, by a row that is inserted but never committed: whoever
 * inserts the same waits, and a process that dies lets go.
 */
export async function asOnlyMigrator(
  connection: Connection,
  database: string,
  migrate: () => Promise<void>,
): Promise<void> {
  await connection.query(`SET SESSION innodb_lock_wait_timeout = ${MIGRATION_SECONDS}`);
  await connection.query(`CREATE TABLE IF NOT EXISTS \`${database}\`.migration_lock (id INT PRIMARY KEY)`);
  await connection.beginTransaction();
  await connection.query(`INSERT INTO \`${database}\`.migration_lock VALUES (1)`);
  await migrate().finally(() => connection.rollback());
}
