import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { createConnection, type Connection } from 'mysql2/promise';
import { databaseUrl } from '../config.js';
import { TENANT } from '../outbox/engines.js';

/** One connection to the tenant's database, and nothing between it and who asks. */
export async function bareConnection(database: Database): Promise<Connection> {
  const [named] = await runAsTenant(TENANT, async () =>
    (await database.reader()).query<{ name: string }[]>('SELECT DATABASE() AS name'),
  );
  return createConnection({ uri: databaseUrl().replace(/^mariadb:/, 'mysql:'), database: named!.name });
}
