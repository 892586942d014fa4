import type { DataSource, EntityManager } from 'typeorm';
import { Database, TenantHasNoDatabase, type DatabaseDefinition, type SchemaState } from './database.js';
import { asOnlyMigrator, onServer } from './mysql-server.js';
import { mysqlConnection, mysqlPool } from './mysql-source.js';
import { inOneTransaction } from './one-transaction.js';
import { schemaStateOf } from './schema-state.js';
import { currentContext, currentTenant, runAsTenant } from './tenant-context.js';
import { checkedTenantId } from './tenant-id.js';
import { switchByTenant } from './tenant-switch.js';

export interface MysqlOptions {
  /** `mysql://user:password@host:port` or `mariadb://…`, without a database. */
  readonly url: string;
  /** Prefixed to every database name; keeps test runs apart. Dashes become underscores. */
  readonly namespace: string;
  /** Connections to the server from this process, for all tenants together; migrations take two more while they run. */
  readonly connections?: number;
  /** A statement that takes longer fails and ends its connection; 15,000 unless said otherwise. */
  readonly statementMs?: number;
}

/** MySQL 8 / MariaDB: a database for each tenant, one bounded pool for the server. */
export class MysqlDatabase extends Database {
  readonly locksRows = true;
  #pool: Promise<DataSource> | undefined;
  #closed = false;

  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly options: MysqlOptions,
  ) {
    super();
  }

  protected async committed(): Promise<EntityManager> {
    currentTenant();
    return (await this.#connected()).manager;
  }

  protected async inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    currentTenant();
    return inOneTransaction((await this.#connected()).createQueryRunner(), work);
  }

  /** Committed by the server: two round trips are spared. */
  override async statement(sql: string, values: readonly unknown[]): Promise<void> {
    if (currentContext()?.unitOfWork) return super.statement(sql, values);
    await (await this.committed()).query(sql, [...values]);
  }

  async provision(tenantId: string): Promise<void> {
    const name = this.#databaseOf(tenantId);
    await onServer(this.options.url, async (server) => {
      await server.query(`CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      await asOnlyMigrator(server, name, () => this.#migrate(name));
    });
  }

  async schemaState(tenantId: string): Promise<SchemaState> {
    return runAsTenant(tenantId, async () => {
      try {
        const manager = await this.committed();
        // A connection may stand in a database that another process dropped.
        const standing = 'SELECT 1 FROM information_schema.schemata WHERE schema_name = DATABASE()';
        const exists = (await manager.query<unknown[]>(standing)).length > 0;
        return exists ? await schemaStateOf(manager, this.definition) : 'absent';
      } catch (error) {
        if (error instanceof TenantHasNoDatabase) return 'absent';
        throw error;
      }
    });
  }

  async drop(tenantId: string): Promise<void> {
    const name = this.#databaseOf(tenantId);
    await onServer(this.options.url, (server) => server.query(`DROP DATABASE IF EXISTS \`${name}\``));
  }

  async ping(): Promise<void> {
    await onServer(this.options.url, (server) => server.ping());
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pool = await this.#pool?.catch(() => undefined);
    this.#pool = undefined;
    await pool?.destroy();
  }

  /** A failed start is forgotten, so that a server which comes back is found. */
  #connected(): Promise<DataSource> {
    if (this.#closed) throw new Error('the database is closed');
    const { url, connections = 10, statementMs = 15_000 } = this.options;
    this.#pool ??= mysqlPool(this.definition, url, { connections, statementMs })
      .then((pool) => switchByTenant(pool, () => this.#databaseOf(currentTenant())))
      .catch((error: unknown) => {
        this.#pool = undefined;
        throw error;
      });
    return this.#pool;
  }

  async #migrate(name: string): Promise<void> {
    const source = await mysqlConnection(this.definition, this.options.url, name);
    await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
  }

  #databaseOf(tenantId: string): string {
    return `${this.options.namespace}${this.definition.context}_${checkedTenantId(tenantId)}`.replaceAll('-', '_');
  }
}
