import { DataSource, type EntityManager } from 'typeorm';
import { Database, type DatabaseDefinition, type SchemaState } from './database.js';
import { schemaStateOf } from './schema-state.js';
import { switchByTenant } from './tenant-switch.js';
import { currentTenant } from './tenant-context.js';
import { checkedTenantId } from './tenant-id.js';

export interface MysqlOptions {
  /** `mysql://user:password@host:port` or `mariadb://…`, without a database. */
  readonly url: string;
  /** Prefixed to every database name; keeps test runs apart. */
  readonly namespace: string;
  /** Connections to the server from this process, for all tenants together. */
  readonly connections?: number;
}

/** MySQL 8 / MariaDB: a database for each tenant, one bounded pool for the server. */
export class MysqlDatabase extends Database {
  readonly locksRows = true;
  #server: Promise<DataSource> | undefined;

  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly options: MysqlOptions,
  ) {
    super();
  }

  protected async committed(): Promise<EntityManager> {
    currentTenant();
    return (await this.#pool()).manager;
  }

  protected async inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    currentTenant();
    return (await this.#pool()).transaction('READ COMMITTED', work);
  }

  async provision(tenantId: string): Promise<void> {
    const name = this.#databaseOf(tenantId);
    await this.#asServer((server) =>
      server.query(`CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`),
    );
    const source = await this.#connect(name);
    await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
  }

  async schemaState(tenantId: string): Promise<SchemaState> {
    const name = this.#databaseOf(tenantId);
    const found = await this.#asServer((server) =>
      server.query<unknown[]>('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [name]),
    );
    if (found.length === 0) return 'absent';
    const source = await this.#connect(name);
    return schemaStateOf(source).finally(() => source.destroy());
  }

  async drop(tenantId: string): Promise<void> {
    const name = this.#databaseOf(tenantId);
    await this.#asServer((server) => server.query(`DROP DATABASE IF EXISTS \`${name}\``));
  }

  async ping(): Promise<void> {
    await this.#asServer((server) => server.query('SELECT 1'));
  }

  async close(): Promise<void> {
    const server = await this.#server?.catch(() => undefined);
    this.#server = undefined;
    await server?.destroy();
  }

  /** A failed start is forgotten, so that a server which comes back is found. */
  #pool(): Promise<DataSource> {
    this.#server ??= this.#connect(undefined, this.options.connections ?? 10)
      .then((source) => switchByTenant(source, () => this.#databaseOf(currentTenant())))
      .catch((error: unknown) => {
        this.#server = undefined;
        throw error;
      });
    return this.#server;
  }

  async #asServer<T>(work: (server: DataSource) => Promise<T>): Promise<T> {
    const source = await this.#connect(undefined);
    return work(source).finally(() => source.destroy());
  }

  async #connect(database: string | undefined, connections = 1): Promise<DataSource> {
    const source = new DataSource({
      type: 'mariadb',
      url: this.options.url,
      database,
      entities: [...this.definition.entities],
      migrations: [...this.definition.migrations],
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      poolSize: connections,
      connectTimeout: 5_000,
      maxQueryExecutionTime: 1_000,
      extra: { idleTimeout: 60_000, queueLimit: 1_000 },
    });
    return source.initialize();
  }

  #databaseOf(tenantId: string): string {
    return `${this.options.namespace}${this.definition.context}_${checkedTenantId(tenantId)}`.replaceAll('-', '_');
  }
}
