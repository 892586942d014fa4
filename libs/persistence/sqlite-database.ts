import { createRequire } from 'node:module';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource, type EntityManager } from 'typeorm';
import { Database, type DatabaseDefinition, type SchemaState } from './database.js';
import { Mutex } from './mutex.js';
import { schemaStateOf } from './schema-state.js';
import { currentTenant } from './tenant-context.js';
import { checkedTenantId } from './tenant-id.js';

const libsql: unknown = createRequire(import.meta.url)('libsql');

/** A tenant's file, opened twice: SQLite isolates connections, so readers never see what a writer has not committed. */
interface OpenFile {
  readonly writer: DataSource;
  readonly reader: DataSource;
  readonly turn: Mutex;
}

/** The embedded engine: one SQLite file (WAL) for each tenant in `folder`; writers of a tenant take turns. */
export class SqliteDatabase extends Database {
  readonly locksRows = false;
  readonly #open = new Map<string, Promise<OpenFile>>();

  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly folder: string,
  ) {
    super();
  }

  protected async committed(): Promise<EntityManager> {
    return (await this.#file(currentTenant())).reader.manager;
  }

  protected async inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const { writer, turn } = await this.#file(currentTenant());
    return turn.run(() => writer.transaction(work));
  }

  async provision(tenantId: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const source = await this.#connect(tenantId);
    await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
  }

  async schemaState(tenantId: string): Promise<SchemaState> {
    const exists = await stat(this.#path(tenantId)).catch(() => null);
    if (!exists) return 'absent';
    const source = await this.#connect(tenantId);
    return schemaStateOf(source).finally(() => source.destroy());
  }

  async drop(tenantId: string): Promise<void> {
    const open = this.#open.get(tenantId);
    this.#open.delete(tenantId);
    if (open) await closeFile(await open);
    for (const suffix of ['', '-wal', '-shm']) await rm(this.#path(tenantId) + suffix, { force: true });
  }

  async ping(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
  }

  async close(): Promise<void> {
    const files = await Promise.all(this.#open.values());
    this.#open.clear();
    await Promise.all(files.map((file) => file.turn.run(() => closeFile(file))));
  }

  #file(tenantId: string): Promise<OpenFile> {
    const known = this.#open.get(tenantId);
    if (known) return known;
    const opening = this.#openFile(tenantId);
    this.#open.set(tenantId, opening);
    opening.catch(() => this.#open.delete(tenantId));
    return opening;
  }

  async #openFile(tenantId: string): Promise<OpenFile> {
    if (!(await stat(this.#path(tenantId)).catch(() => null))) throw new Error(`tenant ${tenantId} has no database here`);
    const [writer, reader] = await Promise.all([this.#connect(tenantId), this.#connect(tenantId)]);
    return { writer, reader, turn: new Mutex() };
  }

  async #connect(tenantId: string): Promise<DataSource> {
    const source = new DataSource({
      type: 'better-sqlite3',
      driver: libsql,
      database: this.#path(tenantId),
      entities: [...this.definition.entities],
      migrations: [...this.definition.migrations],
      enableWAL: true,
      prepareDatabase: (db: unknown) => {
        const connection = db as { pragma(text: string): unknown };
        connection.pragma('busy_timeout = 5000');
        connection.pragma('synchronous = NORMAL');
      },
    });
    return source.initialize();
  }

  #path(tenantId: string): string {
    return join(this.folder, `${this.definition.context}_${checkedTenantId(tenantId)}.sqlite`);
  }
}

async function closeFile({ writer, reader }: OpenFile): Promise<void> {
  await Promise.all([writer.destroy(), reader.destroy()]);
}
