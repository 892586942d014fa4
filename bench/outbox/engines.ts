import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import type { Database, DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { databaseUrl } from '../config.js';

export const TENANT = 'acme';

export interface Engine {
  readonly name: 'sqlite' | 'mariadb';
  open(definition: DatabaseDefinition): Promise<Database>;
  dispose(): Promise<void>;
}

/** SQLite always, MariaDB when it runs. */
export async function engines(): Promise<Engine[]> {
  const mariadb = await openMariadb().catch(() => undefined);
  if (!mariadb) console.log('  MariaDB is not running (npm run real -- up): SQLite alone');
  return [await openSqlite(), ...(mariadb ? [mariadb] : [])];
}

async function openSqlite(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-bench-'));
  return engine(
    'sqlite',
    (definition) => new SqliteDatabase(definition, folder),
    () => rm(folder, { recursive: true }),
  );
}

async function openMariadb(): Promise<Engine> {
  const options = { url: databaseUrl(), namespace: `b${crypto.randomUUID().slice(0, 8)}-` };
  const prober = new MysqlDatabase({ context: 'probe', entities: [], migrations: [] }, options);
  await prober.ping();
  return engine('mariadb', (definition) => new MysqlDatabase(definition, options));
}

function engine(
  name: Engine['name'],
  make: (definition: DatabaseDefinition) => Database,
  clean: () => Promise<void> = async () => undefined,
): Engine {
  const databases: Database[] = [];
  const tenants = [PLATFORM_TENANT, TENANT];
  return {
    name,
    open: async (definition) => {
      const database = make(definition);
      for (const tenant of tenants) await database.provision(tenant);
      databases.push(database);
      return database;
    },
    dispose: async () => {
      for (const database of databases) {
        for (const tenant of tenants) await database.drop(tenant);
        await database.close();
      }
      await clean();
    },
  };
}
