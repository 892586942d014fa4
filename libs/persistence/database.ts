import { setTimeout as pause } from 'node:timers/promises';
import type { EntityManager, EntitySchema, MigrationInterface } from 'typeorm';
import { domainError } from '#libs/kernel/domain-error';
import type { DatabaseMover } from './move/database-mover.js';
import { isContention } from './contention.js';
import type { PoolStanding } from './mysql/pool-standing.js';
import { currentContext, runInContext, type RequestContext, type UnitOfWork } from './tenant/tenant-context.js';

/** The tenant is not known here, not yet or no longer. */
export class TenantHasNoDatabase extends domainError('tenant-has-no-database', 'not-found') {}

/** What a service keeps in the database of each tenant. */
export interface DatabaseDefinition {
  /** First part of every database name: `ticket` makes `ticket_acme`. */
  readonly context: string;
  readonly entities: readonly EntitySchema[];
  /** In order; names end in a timestamp (TypeORM's rule). */
  readonly migrations: readonly (new () => MigrationInterface)[];
}

/** How a tenant's database stands against the migrations this program knows. */
export type SchemaState = 'absent' | 'behind' | 'current' | 'unknown';

/** How often a unit of work that lost against others is run again. */
const RERUNS = 5;
const RERUN_AFTER_MS = 20;

/**
 * The databases of one service: one for each tenant, switched by the tenant in context, never by an argument above this
 * line. Without a tenant in context every access throws NoTenantInContext; there is no default database. For a tenant that
 * has none, every access throws TenantHasNoDatabase.
 */
export abstract class Database {
  #prepare: (() => Promise<void>) | undefined;
  readonly #listeners: ((tenantId: string) => void)[] = [];

  /** What is done before the tenant's database is used, as getting its keys; never within a unit of work. */
  beforeUse(prepare: () => Promise<void>): void {
    this.#prepare = prepare;
  }

  /** Called after each unit of work, whatever became of it: the tenant's rows may be others now. */
  onWritten(listener: (tenantId: string) => void): void {
    this.#listeners.push(listener);
  }

  /** For reading outside a unit of work: committed rows only. Inside one it is the unit's own view. */
  async reader(): Promise<EntityManager> {
    const unit = this.#joined();
    if (unit) return unit.manager;
    await this.#prepare?.();
    return this.committed();
  }

  /**
   * One transaction: all or nothing. Joins the unit of work that already runs. Only database calls may be awaited inside:
   * the embedded engine has one writer, and a remote call would hold it. When the database chose this transaction to give
   * way (deadlock, lock wait timeout) the whole work runs again, a few times: it may change nothing but the database.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const unit = this.#joined();
    if (unit) return work(unit.manager);
    await this.#prepare?.();
    for (let run = 1; ; run++) {
      try {
        return await this.#once(currentContext(), work);
      } catch (error) {
        if (run > RERUNS || !this.mayRunAgain(error)) throw error;
        await pause(Math.random() * RERUN_AFTER_MS * run);
      }
    }
  }

  /** Reads of one moment, for however long they take; they keep no writer waiting, and write nothing. */
  async snapshot<T>(read: (tx: EntityManager) => Promise<T>): Promise<T> {
    if (this.#joined()) throw new Error('what a unit of work sees is no moment of the past');
    await this.#prepare?.();
    return this.inSnapshot(read);
  }

  /** One statement that is all of its transaction; it joins no unit of work. */
  async statement(sql: string, values: readonly unknown[]): Promise<void> {
    if (this.#joined()) throw new Error('a statement of its own would not belong to the unit of work that runs');
    await this.transaction((tx) => tx.query(sql, [...values]));
  }

  /** How the connections to servers stand; none where the database is a file. */
  standing(): Promise<PoolStanding> {
    return Promise.resolve({ busy: 0, idle: 0, waiting: 0 });
  }

  /** For options of a find: what it finds is locked until the transaction ends; where writers take turns it needs no lock. */
  get rowLock(): { readonly lock?: { readonly mode: 'pessimistic_write' } } {
    return this.locksRows ? { lock: { mode: 'pessimistic_write' } } : {};
  }

  protected written(tenantId: string): void {
    for (const listener of this.#listeners) listener(tenantId);
  }

  /** Whether rows can be locked for update; where not, writers take turns. */
  abstract readonly locksRows: boolean;
  /** @throws NoTenantInContext, TenantHasNoDatabase */
  protected abstract committed(): Promise<EntityManager>;
  /** @throws NoTenantInContext, TenantHasNoDatabase */
  protected abstract inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>;

  /** As a transaction, unless the engine has something that suits reading better. */
  protected inSnapshot<T>(read: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.inTransaction(read);
  }

  /** Whether a unit of work that failed like this left nothing behind, and may be run once more. */
  protected mayRunAgain(error: unknown): boolean {
    return isContention(error);
  }

  /** Brings databases to other servers; undefined where there is only one place for them. */
  get mover(): DatabaseMover | undefined {
    return undefined;
  }

  /** Makes the tenant's database and brings it to the newest schema; safe to repeat, also by several processes at once. */
  abstract provision(tenantId: string): Promise<void>;
  abstract schemaState(tenantId: string): Promise<SchemaState>;
  /** Removes the tenant's database for good. */
  abstract drop(tenantId: string): Promise<void>;
  /** @throws when the database server cannot be reached now. */
  abstract ping(): Promise<void>;
  /** Waits for the units of work that run, for a while; every later access throws. */
  abstract close(): Promise<void>;

  async #once<T>(context: RequestContext | undefined, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const hooks: (() => void)[] = [];
    const tenantId = context?.tenantId;
    const result = await this.inTransaction((manager) => {
      const afterCommit = (hook: () => void) => void hooks.push(hook);
      const unitOfWork = { database: this, tenantId: tenantId!, manager, afterCommit };
      return runInContext({ ...context!, unitOfWork }, () => work(manager));
    }).finally(() => tenantId !== undefined && this.written(tenantId));
    for (const hook of hooks) hook();
    return result;
  }

  /** A unit of work is one database's and one tenant's: joining it from elsewhere would write to the wrong place. */
  #joined(): UnitOfWork | undefined {
    const context = currentContext();
    const unit = context?.unitOfWork;
    if (unit && (unit.database !== this || unit.tenantId !== context.tenantId)) {
      throw new Error('a unit of work of another database or tenant is running: leave it behind with runAsTenant');
    }
    return unit;
  }
}
