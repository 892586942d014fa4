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
 * Runs the migration of a database while no other process does, by a row that all lock: whoever comes later waits, and a
 * process that dies lets go.
 */
export async function asOnlyMigrator(
  connection: Connection,
  database: string,
  migrate: () => Promise<void>,
): Promise<void> {
  await connection.query(`SET SESSION innodb_lock_wait_timeout = ${MIGRATION_SECONDS}`);
  const lock = `\`${database}\`.migration_lock`;
  await connection.query(`CREATE TABLE IF NOT EXISTS ${lock} (id INT PRIMARY KEY)`);
  await connection.query(`INSERT IGNORE INTO ${lock} VALUES (1)`);
  await connection.beginTransaction();
  await connection.query(`SELECT id FROM ${lock} WHERE id = 1 FOR UPDATE`);
  await migrate().finally(() => connection.rollback());
}
