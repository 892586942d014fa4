import type { DataSource } from 'typeorm';
import { domainError } from '#libs/kernel/domain-error';
import type { DatabaseDefinition } from '../database.js';
import { mysqlPool, type PoolLimits } from './mysql-source.js';
import { standingOf, type PoolStanding } from './pool-standing.js';
import { switchByTenant } from './tenant-switch.js';

/** A tenant is on a server that the environment of this program does not name. */
export class DatabaseServerUnknown extends domainError('database-server-unknown', 'conflict') {}

export interface MysqlServers {
  /** The program's own. */
  readonly url: string;
  /** Others, by name. */
  readonly servers?: Readonly<Record<string, string>> | undefined;
}

/** @throws DatabaseServerUnknown */
export function urlOfServer({ url, servers }: MysqlServers, server: string | undefined): string {
  if (server === undefined) return url;
  const known = servers !== undefined && Object.hasOwn(servers, server) ? servers[server] : undefined;
  if (known !== undefined) return known;
  throw new DatabaseServerUnknown('There is no database server of this name.', { server });
}

/** One bounded pool for each database server that some tenant is on; opened by its first tenant. */
export class MysqlPools {
  readonly #pools = new Map<string, Promise<DataSource>>();
  #closed = false;

  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly servers: MysqlServers,
    private readonly limits: PoolLimits,
    /** The database that the current tenant has on this server. */
    private readonly databaseOn: (server: string | undefined) => string,
  ) {}

  /** A failed start is forgotten, so that a server which comes back is found. */
  of(server: string | undefined): Promise<DataSource> {
    if (this.#closed) throw new Error('the database is closed');
    const url = urlOfServer(this.servers, server);
    const known = this.#pools.get(url);
    if (known) return known;
    const opening = mysqlPool(this.definition, url, this.limits).then((pool) =>
      switchByTenant(pool, () => this.databaseOn(server)),
    );
    this.#pools.set(url, opening);
    opening.catch(() => this.#pools.delete(url));
    return opening;
  }

  /** All of them together. */
  async standing(): Promise<PoolStanding> {
    const opened = await Promise.all([...this.#pools.values()].map((opening) => opening.catch(() => undefined)));
    const each = opened.filter((pool) => pool !== undefined).map(standingOf);
    const sum = (name: keyof PoolStanding) => each.reduce((total, standing) => total + standing[name], 0);
    return { busy: sum('busy'), idle: sum('idle'), waiting: sum('waiting') };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    for (const opening of pools) await (await opening.catch(() => undefined))?.destroy();
  }
}
