import { AbstractLogger, DataSource } from 'typeorm';
import type { DatabaseDefinition } from '../database.js';
import { DoubtfulConnections } from './doubtful-connections.js';

const CONNECT_MS = 5_000;
/** Waiting for a connection; more are refused at once. */
const QUEUE = 1_000;

export interface PoolLimits {
  readonly connections: number;
  readonly statementMs: number;
}

/** Statements and their parameters are personal data. */
class Silent extends AbstractLogger {
  protected override isLogEnabledFor(): boolean {
    return false;
  }

  protected override writeLog(): void {
    return;
  }
}

/** Where a connection stands until it is sent to a tenant: there is nothing to change, and TypeORM wants some name. */
const NOBODYS_DATABASE = 'information_schema';

/** A pool on the server that stands in nobody's database. Statements that take too long fail and end their connection. */
export async function mysqlPool(
  definition: DatabaseDefinition,
  url: string,
  { connections, statementMs }: PoolLimits,
): Promise<DataSource> {
  const source = new DataSource({
    ...optionsFor(definition, url),
    database: NOBODYS_DATABASE,
    poolSize: connections,
    enableQueryTimeout: true,
    maxQueryExecutionTime: statementMs,
    extra: { queueLimit: QUEUE },
  });
  await source.initialize();
  source.subscribers.push(new DoubtfulConnections());
  return source;
}

/**
 * One connection to one database, for migrations: they take the time they take. What TypeORM asks before it changes a table joins two
 * tables of `information_schema`, which MariaDB, left to itself, answers by opening every table of the server: with a hundred tenants a
 * new one would take minutes.
 */
export async function mysqlConnection(
  definition: DatabaseDefinition,
  url: string,
  database: string,
): Promise<DataSource> {
  const source = new DataSource({ ...optionsFor(definition, url), database, poolSize: 1 });
  await source.initialize();
  await source.query(`SET SESSION optimizer_switch = 'derived_merge=off'`);
  return source;
}

/** The driver `mariadb` serves MySQL 8 as well: they differ only in what synchronize would do, which is never called. */
function optionsFor({ entities, migrations }: DatabaseDefinition, url: string) {
  return {
    type: 'mariadb' as const,
    url,
    entities: [...entities],
    migrations: [...migrations],
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    connectTimeout: CONNECT_MS,
    logger: new Silent(),
  };
}
