import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import type { Database, DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite-database';
import { describeReal, realPart } from './real-parts.js';

/** A database engine for one spec, with databases of its own. */
export interface Engine {
  readonly database: Database;
  /** The same data through other connections, as another process has them. */
  another(options?: { connections?: number }): Database;
  /** Closes and removes everything. */
  dispose(): Promise<void>;
}

/** Provisions the tenants. */
export type OpenEngine = (definition: DatabaseDefinition, tenants: readonly string[]) => Promise<Engine>;

/** The same specs on SQLite and, where it runs, on MariaDB. */
export function onEachEngine(title: string, specs: (open: OpenEngine) => void): void {
  describe(`${title}, on SQLite`, () => specs(openSqlite));
  describeReal('mariadb', `${title}, on MariaDB`, () => specs(openMariadb));
}

export const openSqlite: OpenEngine = async (definition, tenants) => {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  const make = () => new SqliteDatabase(definition, folder);
  return opened(make, tenants, () => rm(folder, { recursive: true, force: true }));
};

export const openMariadb: OpenEngine = async (definition, tenants) => {
  const namespace = `t${crypto.randomUUID().slice(0, 8)}-`;
  const make = ({ connections = 10 } = {}) =>
    new MysqlDatabase(definition, { url: mariadbUrl(), namespace, connections });
  return opened(make, tenants, async () => {
    const remover = make();
    await Promise.all(tenants.map((tenant) => remover.drop(tenant)));
  });
};

export function mariadbUrl(): string {
  return `mariadb://root:switchboard@${realPart('mariadb').endpoint}`;
}

async function opened(
  make: (options?: { connections?: number }) => Database,
  tenants: readonly string[],
  remove: () => Promise<void>,
): Promise<Engine> {
  const databases = [make()];
  const [database] = databases as [Database];
  for (const tenant of tenants) await database.provision(tenant);
  return {
    database,
    another: (options) => {
      databases.push(make(options));
      return databases.at(-1)!;
    },
    dispose: async () => {
      await Promise.all(databases.map((each) => each.close()));
      await remove();
    },
  };
}
