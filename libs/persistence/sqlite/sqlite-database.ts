import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { Database, TenantHasNoDatabase, type DatabaseDefinition, type SchemaState } from '../database.js';
import { Mutex } from '../mutex.js';
import { inOneTransaction } from './one-transaction.js';
import { schemaStateOf } from '../schema-state.js';
import { sqliteConnection } from './sqlite-source.js';
import { currentTenant } from '../tenant/tenant-context.js';
import { checkedTenantId } from '../tenant/tenant-id.js';

/** A tenant's file, opened twice: SQLite isolates connections, so readers never see what a writer has not committed. */
interface OpenFile {
  readonly writer: DataSource;
  readonly reader: DataSource;
}

/**
 * The embedded engine: one SQLite file (WAL) for each tenant in `folder`; writers of a tenant take turns. At close a unit of
 * work that does not end within `closeMs` is cut off, and so rolled back.
 */
export class SqliteDatabase extends Database {
  readonly locksRows = false;
  readonly #open = new Map<string, Promise<OpenFile>>();
  readonly #turns = new Map<string, Mutex>();
  #closed = false;

  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly folder: string,
    private readonly closeMs = 3_000,
  ) {
    super();
  }

  protected async committed(): Promise<EntityManager> {
    return (await this.#file(currentTenant())).reader.manager;
  }

  protected async inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const tenantId = currentTenant();
    return this.#turn(tenantId).run(async () => {
      const { writer } = await this.#file(tenantId);
      return inOneTransaction(runnerOf(writer), work);
    });
  }

  /** On a connection of its own: its readers share one. */
  protected override async inSnapshot<T>(read: (tx: EntityManager) => Promise<T>): Promise<T> {
    const tenantId = currentTenant();
    await this.#file(tenantId);
    const source = await sqliteConnection(this.definition, this.#path(tenantId), 'read');
    return inOneTransaction(runnerOf(source), read).finally(() => source.destroy());
  }

  async provision(tenantId: string): Promise<void> {
    const path = this.#path(tenantId);
    await mkdir(this.folder, { recursive: true });
    await this.#turn(tenantId).run(async () => {
      const source = await sqliteConnection(this.definition, path, 'write');
      await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
    });
    // Whoever looked for the file before it was there is about to fail: the next one must not share that.
    await this.#open.get(tenantId)?.catch(() => undefined);
  }

  async schemaState(tenantId: string): Promise<SchemaState> {
    if (!(await exists(this.#path(tenantId)))) return 'absent';
    return schemaStateOf((await this.#file(tenantId)).reader.manager, this.definition);
  }

  async drop(tenantId: string): Promise<void> {
    const path = this.#path(tenantId);
    await this.#turn(tenantId).run(async () => {
      await this.#closeFile(tenantId);
      for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true });
    });
  }

  async ping(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const turns = Promise.all(
      Array.from(this.#open.keys(), (tenantId) => this.#turn(tenantId).run(async () => undefined)),
    );
    await Promise.race([turns, pause(this.closeMs, undefined, { ref: false })]);
    await Promise.all(Array.from(this.#open.keys(), (tenantId) => this.#closeFile(tenantId)));
  }

  #file(tenantId: string): Promise<OpenFile> {
    if (this.#closed) throw new Error('the database is closed');
    const known = this.#open.get(tenantId);
    if (known) return known;
    const opening = this.#openFile(tenantId);
    this.#open.set(tenantId, opening);
    opening.catch(() => this.#open.delete(tenantId));
    return opening;
  }

  async #openFile(tenantId: string): Promise<OpenFile> {
    const path = this.#path(tenantId);
    if (!(await exists(path))) throw new TenantHasNoDatabase('The tenant has no database here.', { tenantId });
    const writer = await sqliteConnection(this.definition, path, 'write');
    return { writer, reader: await sqliteConnection(this.definition, path, 'read') };
  }

  async #closeFile(tenantId: string): Promise<void> {
    const open = await this.#open.get(tenantId);
    this.#open.delete(tenantId);
    // libsql's close() alone would leave a transaction, and so the file, locked.
    await open?.writer.query('ROLLBACK').catch(() => undefined);
    await open?.writer.destroy();
    await open?.reader.destroy();
  }

  #turn(tenantId: string): Mutex {
    const turn = this.#turns.get(tenantId) ?? new Mutex();
    this.#turns.set(tenantId, turn);
    return turn;
  }

  #path(tenantId: string): string {
    return join(this.folder, `${this.definition.context}_${checkedTenantId(tenantId)}.sqlite`);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** The driver has one runner for all; each transaction begins with the state of a new one. */
function runnerOf(source: DataSource): QueryRunner {
  const state = { isTransactionActive: false, transactionDepth: 0 };
  return Object.assign(Object.create(source.createQueryRunner()) as QueryRunner, state);
}
