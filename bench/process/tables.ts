import { sealedBy } from '#libs/personal-data/sealed-column';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { databaseUrl } from '../config.js';
import { keysAtHand } from './keys.js';
import { processTables } from './process-engine.js';

/** More than lanes are used. */
const CONNECTIONS = 24;

export const TENANT = 'acme';

/** The service's tables on MariaDB, new and empty, as long as they are needed. */
export class Tables {
  private constructor(
    readonly database: MysqlDatabase,
    readonly namespace: string,
  ) {}

  /** Runs in the tenant's context. @throws when MariaDB is not there (npm run real -- up) */
  static async with<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    const namespace = `b${crypto.randomUUID().slice(0, 8)}-`;
    const tables = new Tables(sealedTables(namespace, CONNECTIONS), namespace);
    await tables.database.provision(TENANT);
    try {
      return await runAsTenant(TENANT, () => work(tables));
    } finally {
      await tables.database.drop(TENANT);
      await tables.database.close();
    }
  }

  /** What the database server calls them. */
  async name(): Promise<string> {
    return (await this.database.reader())
      .query<[{ name: string }]>('SELECT DATABASE() AS name')
      .then(([row]) => row.name);
  }
}

/** Sealed by the keys of the bench, as in the running suite. */
export function sealedTables(namespace: string, connections: number): MysqlDatabase {
  const options = { url: databaseUrl(), namespace, connections };
  const database = new MysqlDatabase(sealedBy(keysAtHand, processTables), options);
  database.beforeUse(() => keysAtHand.prepare());
  return database;
}
