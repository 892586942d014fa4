import { EntityManager, type EntitySchema, type MigrationInterface } from 'typeorm';
import { currentContext, runInContext, type UnitOfWork } from './tenant-context.js';

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

/**
 * The databases of one service: one for each tenant, switched by the tenant in context, never by an argument above this
 * line. Without a tenant in context every access throws NoTenantInContext; there is no default database.
 */
export abstract class Database {
  /** For reading outside a unit of work: committed rows only. Inside one it is the unit's own view. */
  async reader(): Promise<EntityManager> {
    return currentContext()?.unitOfWork?.manager ?? (await this.committed());
  }

  /**
   * One transaction: all or nothing. Joins the unit of work that already runs. Only database calls may be awaited inside:
   * the embedded engine has one writer, and a remote call would hold it.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const context = currentContext();
    if (context?.unitOfWork) return work(context.unitOfWork.manager);
    const afterCommit: (() => void)[] = [];
    const result = await this.inTransaction((manager) => {
      const unitOfWork: UnitOfWork = { manager, afterCommit: (hook) => void afterCommit.push(hook) };
      return runInContext({ ...context!, unitOfWork }, () => work(manager));
    });
    for (const hook of afterCommit) hook();
    return result;
  }

  /** Whether rows can be locked for update; where not, writers take turns. */
  abstract readonly locksRows: boolean;
  protected abstract committed(): Promise<EntityManager>;
  protected abstract inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>;

  /** Makes the tenant's database and brings it to the newest schema; safe to repeat. */
  abstract provision(tenantId: string): Promise<void>;
  abstract schemaState(tenantId: string): Promise<SchemaState>;
  /** Removes the tenant's database for good. */
  abstract drop(tenantId: string): Promise<void>;
  /** @throws when the database server cannot be reached now. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
