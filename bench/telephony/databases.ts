import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import type { Database, DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { databaseUrl } from '../config.js';

export const TENANT = 'acme';

/** Databases of its own for one run. */
export interface Databases {
  readonly make: (definition: DatabaseDefinition) => Database;
  readonly remove: () => Promise<void>;
}

/** For a service that is not the last to need them. */
export const removedLater = (): Promise<void> => Promise.resolve();

/** SQLite always, MariaDB when it runs. */
export async function eachEngine<Result>(run: (databases: Databases) => Promise<Result>) {
  const sqlite = await using(await onSqlite(), run);
  const mariadb = onMariadb();
  const isUp = await mariadb
    .make({ context: 'probe', entities: [], migrations: [] })
    .ping()
    .then(
      () => true,
      () => false,
    );
  if (!isUp) console.log('  MariaDB is not running (npm run real -- up): SQLite alone');
  return { sqlite, ...(isUp && { mariadb: await using(mariadb, run) }) };
}

async function using<Result>(databases: Databases, run: (databases: Databases) => Promise<Result>): Promise<Result> {
  return run(databases).finally(() => databases.remove());
}

async function onSqlite(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-bench-'));
  const make = (definition: DatabaseDefinition) => new SqliteDatabase(definition, folder);
  return { make, remove: () => rm(folder, { recursive: true, force: true }) };
}

function onMariadb(): Databases {
  const options = { url: databaseUrl(), namespace: `b${crypto.randomUUID().slice(0, 8)}-` };
  const made: DatabaseDefinition[] = [];
  return {
    make: (definition) => {
      made.push(definition);
      return new MysqlDatabase(definition, options);
    },
    remove: async () => {
      for (const definition of made) {
        const remover = new MysqlDatabase(definition, options);
        for (const tenant of [PLATFORM_TENANT, TENANT]) await remover.drop(tenant);
        await remover.close();
      }
    },
  };
}
