import type { DataSource } from 'typeorm';
import { TenantHasNoDatabase } from '../database.js';

/** What a pooled mysql2 connection lets us do, and where we note the database it stands in. */
export interface PooledConnection {
  query(statement: { sql: string; timeout: number }, done: (error: Error | null) => void): void;
  destroy(): void;
  standsIn?: string;
}

interface PoolingDriver {
  obtainMasterConnection(): Promise<PooledConnection>;
}

/** Statements that wait longer than this many seconds for a row are refused by the server (ER_LOCK_WAIT_TIMEOUT). */
const LOCK_WAIT_SECONDS = 5;
/** Sending a connection to a tenant takes no longer than this many ms, or the connection is given up. */
const SWITCH_MS = 5_000;
const ER_BAD_DB_ERROR = 1049;

/**
 * One pool for all tenants of a server: every connection is put into the current tenant's database as it leaves the pool,
 * with a `USE` only when it stands elsewhere. Everything TypeORM does goes through here, so no caller can forget it, and
 * `databaseOf` throws when there is no tenant: then nothing leaves the pool.
 */
export function switchByTenant(source: DataSource, databaseOf: () => string): DataSource {
  const driver = source.driver as unknown as PoolingDriver;
  const obtain = driver.obtainMasterConnection.bind(driver);
  driver.obtainMasterConnection = async () => {
    const database = databaseOf();
    const connection = await obtain();
    if (connection.standsIn !== database) await enter(connection, database);
    return connection;
  };
  return source;
}

/** A connection whose switch failed is in an unknown place: it never goes back to the pool. */
async function enter(connection: PooledConnection, database: string): Promise<void> {
  const isNew = connection.standsIn === undefined;
  delete connection.standsIn;
  try {
    if (isNew) await settle(connection);
    await run(connection, `USE \`${database}\``);
  } catch (error) {
    connection.destroy();
    if ((error as { errno?: number }).errno !== ER_BAD_DB_ERROR) throw error;
    throw new TenantHasNoDatabase('The tenant has no database here.', { database });
  }
  connection.standsIn = database;
}

async function settle(connection: PooledConnection): Promise<void> {
  await run(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await run(connection, `SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
}

function run(connection: PooledConnection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query({ sql, timeout: SWITCH_MS }, (error) => (error ? reject(error) : resolve()));
  });
}
