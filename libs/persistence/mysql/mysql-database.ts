import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { Database, TenantHasNoDatabase, type DatabaseDefinition, type SchemaState } from '../database.js';
import { MysqlPools, urlOfServer, type MysqlServers } from './mysql-pools.js';
import type { PoolStanding } from './pool-standing.js';
import { asOnlyMigrator, onServer } from './mysql-server.js';
import { mysqlConnection } from './mysql-source.js';
import { inOneTransaction } from '../sqlite/one-transaction.js';
import { MysqlMover } from '../move/mysql-mover.js';
import { schemaStateOf } from '../schema-state.js';
import { sealedName } from '../move/sealing.js';
import { currentContext, currentTenant, runAsTenant } from '../tenant/tenant-context.js';
import type { DatabaseMover } from '../move/database-mover.js';
import { checkedTenantId } from '../tenant/tenant-id.js';
import { AtHome, TenantMoving, type Place, type TenantPlacement } from '../tenant/tenant-placement.js';

export interface MysqlOptions extends MysqlServers {
  /** `mysql://user:password@host:port` or `mariadb://…`, without a database; `servers` name others in the same way. */
  readonly url: string;
  /** Prefixed to every database name; keeps test runs apart. Dashes become underscores. */
  readonly namespace: string;
  /** Connections to a server from this process, for all tenants together; migrations take two more while they run. */
  readonly connections?: number;
  /** A statement that takes longer fails and ends its connection; 15,000 unless said otherwise. */
  readonly statementMs?: number;
}

/** Who comes while a tenant moves waits so long for it to have moved. */
const PATIENCE_MS = 10_000;
/** ER_NO_DB_ERROR, ER_BAD_DB_ERROR, ER_NO_SUCH_TABLE. */
const NOWHERE = new Set([1046, 1049, 1146]);

/** MySQL 8 / MariaDB: a database for each tenant, one bounded pool for each server. */
export class MysqlDatabase extends Database {
  readonly locksRows = true;
  readonly #pools: MysqlPools;

  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly options: MysqlOptions,
    private readonly placement: TenantPlacement = new AtHome(),
  ) {
    super();
    const { connections = 10, statementMs = 15_000 } = options;
    const databaseOn = (server: string | undefined) => this.#currentDatabase(server);
    this.#pools = new MysqlPools(definition, options, { connections, statementMs }, databaseOn);
  }

  protected async committed(): Promise<EntityManager> {
    return (await this.#poolOnce(({ moving }) => moving !== 'held')).manager;
  }

  protected async inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const tenantId = currentTenant();
    const pool = await this.#poolOnce(isSettled);
    const before = this.placement.placeOf(tenantId);
    try {
      return await inOneTransaction(pool.createQueryRunner(), work);
    } catch (error) {
      throw isNowhere(error) && hasMoved(before, this.placement.placeOf(tenantId)) ? moving() : error;
    }
  }

  protected override async inSnapshot<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const pool = await this.#poolOnce(({ moving }) => moving !== 'held');
    return inOneTransaction(pool.createQueryRunner(), work, 'REPEATABLE READ');
  }

  /** Committed by the server: two round trips are spared. */
  override async statement(sql: string, values: readonly unknown[]): Promise<void> {
    if (currentContext()?.unitOfWork) return super.statement(sql, values);
    await (
      await this.#poolOnce(isSettled)
    ).manager
      .query(sql, [...values])
      .finally(() => this.written(currentTenant()));
  }

  async provision(tenantId: string, server = this.#serverOf(tenantId)): Promise<void> {
    const [name, url] = [this.#databaseOf(tenantId), urlOfServer(this.options, server)];
    await onServer(url, async (connection) => {
      await connection.query(`CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      await asOnlyMigrator(connection, name, () => this.#migrate(url, name));
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
    const url = urlOfServer(this.options, this.#serverOf(tenantId));
    await onServer(url, (server) => server.query(`DROP DATABASE IF EXISTS \`${name}\``));
  }

  async ping(): Promise<void> {
    await onServer(this.options.url, (server) => server.ping());
  }

  override standing(): Promise<PoolStanding> {
    return this.#pools.standing();
  }

  async close(): Promise<void> {
    await this.#pools.close();
  }

  protected override mayRunAgain(error: unknown): boolean {
    return error instanceof TenantMoving || super.mayRunAgain(error);
  }

  override get mover(): DatabaseMover {
    return new MysqlMover(
      (server) => urlOfServer(this.options, server),
      (tenantId) => this.#databaseOf(tenantId),
      (tenantId, server) => this.provision(tenantId, server),
    );
  }

  #databaseOf(tenantId: string): string {
    return `${this.options.namespace}${this.definition.context}_${checkedTenantId(tenantId)}`.replaceAll('-', '_');
  }

  /** The pool of the server that the tenant is on. @throws TenantMoving when its place does not become such */
  async #poolOnce(isSuch: (place: Place) => boolean): Promise<DataSource> {
    const tenantId = currentTenant();
    const isThere = isSuch(this.placement.placeOf(tenantId));
    if (!isThere && !(await this.placement.untilPlaced(tenantId, isSuch, PATIENCE_MS))) throw moving();
    return this.#pools.of(this.#serverOf(tenantId));
  }

  /** @throws TenantMoving when somebody still holds a connection to the server it has left */
  #currentDatabase(server: string | undefined): string {
    const tenantId = currentTenant();
    const place = this.placement.placeOf(tenantId);
    if (place.server !== server) throw moving();
    return place.moving === 'sealed' ? sealedName(this.#databaseOf(tenantId)) : this.#databaseOf(tenantId);
  }

  #serverOf(tenantId: string): string | undefined {
    return this.placement.placeOf(tenantId).server;
  }

  async #migrate(url: string, name: string): Promise<void> {
    const source = await mysqlConnection(this.definition, url, name);
    await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
  }
}

function isSettled({ moving }: Place): boolean {
  return moving === undefined;
}

function hasMoved(before: Place, now: Place): boolean {
  return now.moving !== undefined || now.server !== before.server;
}

function isNowhere(error: unknown): boolean {
  if (error instanceof TenantHasNoDatabase) return true;
  return error instanceof QueryFailedError && NOWHERE.has((error.driverError as { errno?: number }).errno ?? 0);
}

function moving(): TenantMoving {
  return new TenantMoving('The tenant is being moved to another database server; try again in a moment.');
}
