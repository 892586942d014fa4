import type { DataSource } from 'typeorm';

/** What a pooled mysql2 connection lets us do, and where we note the database it stands in. */
interface PooledConnection {
  query(sql: string, done: (error: Error | null) => void): void;
  release(): void;
  destroy(): void;
  standsIn?: string;
}

interface PoolingDriver {
  obtainMasterConnection(): Promise<PooledConnection>;
}

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
  delete connection.standsIn;
  try {
    await new Promise<void>((resolve, reject) => {
      connection.query(`USE \`${database}\``, (error) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    connection.destroy();
    throw error;
  }
  connection.standsIn = database;
}
