import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import type { Database, DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase, type MysqlOptions } from '#libs/persistence/mysql/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { describeReal, realPart } from './real-parts/real-parts.js';

/** A database engine for one spec, with databases of its own. */
export interface Engine {
  readonly database: Database;
  /** The same data through other connections, as another process has them. */
  another(other?: Other): Database;
  /** Closes and removes everything. */
  dispose(): Promise<void>;
}

const PROVISIONED_AT_ONCE = 8;

/** What the other process knows, and how it gets to MariaDB; SQLite is simply there. */
export type Other = Partial<Pick<MysqlOptions, 'url' | 'connections' | 'statementMs'>> & {
  readonly definition?: DatabaseDefinition;
};

/** Provisions the tenants. */
export type OpenEngine = (definition: DatabaseDefinition, tenants: readonly string[]) => Promise<Engine>;

/** The same specs on SQLite and, where it runs, on MariaDB. */
export function onEachEngine(title: string, specs: (open: OpenEngine) => void): void {
  describe(`${title}, on SQLite`, () => specs(openSqlite));
  describeReal('mariadb', `${title}, on MariaDB`, () => specs(openMariadb));
}

export const openSqlite: OpenEngine = async (definition, tenants) => {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  const make = (other?: Other) => new SqliteDatabase(other?.definition ?? definition, folder);
  return opened(make, tenants, () => rm(folder, { recursive: true, force: true }));
};

export const openMariadb: OpenEngine = async (definition, tenants) => {
  const namespace = `t${crypto.randomUUID().slice(0, 8)}-`;
  const make = (other?: Other) =>
    new MysqlDatabase(other?.definition ?? definition, { url: mariadbUrl(), namespace, ...other });
  return opened(make, tenants, async () => {
    const remover = make();
    await Promise.all(tenants.map((tenant) => remover.drop(tenant)));
  });
};

/** @param endpoint `host:port` of whatever stands before the server. */
export function mariadbUrl(endpoint = realPart('mariadb').endpoint): string {
  return `mariadb://root:switchboard@${endpoint}`;
}

async function opened(
  make: (other?: Other) => Database,
  tenants: readonly string[],
  remove: () => Promise<void>,
): Promise<Engine> {
  const databases = [make()];
  const [database] = databases as [Database];
  for (let from = 0; from < tenants.length; from += PROVISIONED_AT_ONCE) {
    const next = tenants.slice(from, from + PROVISIONED_AT_ONCE);
    await Promise.all(next.map((tenant) => database.provision(tenant)));
  }
  return {
    database,
    another: (other) => {
      databases.push(make(other));
      return databases.at(-1)!;
    },
    dispose: async () => {
      await Promise.all(databases.map((each) => each.close()));
      await remove();
    },
  };
}
