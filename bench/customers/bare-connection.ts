import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { databaseUrl } from '../config.js';
import { TENANT } from '../outbox/engines.js';
import type { Bare } from './look-ups.js';

/** One connection to the tenant's database, and nothing between it and who asks. */
export async function bareConnection(database: Database): Promise<{ ask: Bare; end: () => Promise<void> }> {
  const [named] = await runAsTenant(TENANT, async () =>
    (await database.reader()).query<{ name: string }[]>('SELECT DATABASE() AS name'),
  );
  const connection = await createConnection({
    uri: databaseUrl().replace(/^mariadb:/, 'mysql:'),
    database: named!.name,
  });
  const ask: Bare = async (sql, values) => (await connection.query<RowDataPacket[]>(sql, [...values]))[0];
  return { ask, end: () => connection.end() };
}
