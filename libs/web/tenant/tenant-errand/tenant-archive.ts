import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import { ArchivedKey, type TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import type { Database } from '#libs/persistence/database';
import { type DatabaseDefinition } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import type { EntityManager, EntitySchema } from 'typeorm';
import { z } from 'zod';
import type { OnProgress } from './progress.js';
import { TableLines } from './table-lines.js';

const ROWS_AT_ONCE = 500;
/** What a process of one installation goes by, and nobody has to have again. */
const LEFT_OUT = ['lease', 'tenant_errand'];
/** Names the tenant it is of: given to another it would be published as that one's. */
const OF_ONE_TENANT = ['outbox'];

const ArchivedTable = z.object({ table: z.string(), key: z.string(), rows: z.int(), sha256: z.string() });
const ArchivedObject = z.object({ name: z.string(), key: z.string(), bytes: z.int(), sha256: z.string() });

/** What a service has written of a tenant: the keys are of the platform tenant's objects. */
export const ServiceManifest = z.object({
  context: z.string(),
  tenantId: z.string(),
  tables: z.array(ArchivedTable),
  objects: z.array(ArchivedObject),
  /** What its personal data is sealed with. */
  keys: z.array(ArchivedKey).default([]),
});
export type ServiceManifest = z.infer<typeof ServiceManifest>;

export interface Restored {
  /** The tenant the archive is of. */
  readonly writtenOf: string;
  readonly rows: number;
  readonly objects: number;
}

/** What was written is not what the manifest says. */
export class ArchiveDamaged extends Error {}

/** Writes all a service has of a tenant to object storage, and reads it back; every table in one piece with its checksum. */
export class TenantArchive {
  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly database: Database,
    private readonly storage: () => ObjectStorage,
    private readonly keys: TenantKeys,
  ) {}

  /** All tables as they were at one moment; objects, which never change, after them. */
  async write(
    tenantId: string,
    { folder, attempt, objects }: { folder: string; attempt: string; objects: boolean },
    onProgress: OnProgress,
  ): Promise<{ manifest: string; rows: number; objects: number }> {
    const place = `${folder}/${this.definition.context}/${attempt}`;
    const tables: ServiceManifest['tables'] = [];
    const schemas = this.#schemas();
    await runAsTenant(tenantId, () =>
      this.database.snapshot(async (tx) => {
        for (const [done, schema] of schemas.entries()) {
          tables.push(await this.#writeTable(tx, schema, place));
          await onProgress(done + 1, schemas.length);
        }
      }),
    );
    const kept = objects ? await this.#writeObjects(tenantId, place) : [];
    const { context } = this.definition;
    const keys = await this.keys.taken(tenantId);
    const text = JSON.stringify({ context, tenantId, tables, objects: kept, keys } satisfies ServiceManifest, null, 2);
    const manifest = `${place}/manifest.json`;
    await this.#put(manifest, [Buffer.from(text)]);
    return { manifest, rows: tables.reduce((sum, { rows }) => sum + rows, 0), objects: kept.length };
  }

  /**
   * Replaces all a service has of a tenant, which nobody uses meanwhile. Every table is read again when it was written.
   * @throws ArchiveDamaged when anything is not as the manifest says
   */
  async read(
    tenantId: string,
    { manifest, objects }: { manifest: string; objects: boolean },
    onProgress: OnProgress,
  ): Promise<Restored> {
    const written = ServiceManifest.parse(JSON.parse(Buffer.concat(await this.#pieces(manifest)).toString()));
    const schemas = this.#schemas().filter((schema) => isFor(schema, written.tenantId, tenantId));
    await this.keys.give(tenantId, written.keys);
    let rows = 0;
    for (const [done, schema] of schemas.entries()) {
      const table = written.tables.find((each) => each.table === tableOf(schema));
      rows += await runAsTenant(tenantId, () => this.#readTable(schema, table));
      await onProgress(done + 1, schemas.length);
    }
    if (objects) for (const each of written.objects) await this.#readObject(tenantId, each);
    return { writtenOf: written.tenantId, rows, objects: objects ? written.objects.length : 0 };
  }

  #schemas(): EntitySchema[] {
    return this.definition.entities.filter((schema) => !LEFT_OUT.includes(tableOf(schema)));
  }

  async #writeTable(tx: EntityManager, schema: EntitySchema, place: string) {
    const table = tableOf(schema);
    const key = `${place}/${table}.ndjson`;
    const lines = new TableLines(schema);
    await this.#put(key, lines.read(tx));
    return { table, key, ...lines.sum };
  }

  async #readTable(schema: EntitySchema, table: z.infer<typeof ArchivedTable> | undefined): Promise<number> {
    await this.database.transaction((tx) => tx.query(`DELETE FROM ${tx.connection.driver.escape(tableOf(schema))}`));
    if (!table) return 0;
    const { content } = await runAsTenant(PLATFORM_TENANT, () => this.storage().get(table.key));
    const lines = new TableLines(schema);
    let some: string[] = [];
    const write = async () => {
      await this.database.transaction((tx) => lines.write(tx, some));
      some = [];
    };
    for await (const line of createInterface({ input: content, crlfDelay: Infinity })) {
      if (some.push(line) === ROWS_AT_ONCE) await write();
    }
    if (some.length > 0) await write();
    const again = new TableLines(schema);
    await this.database.snapshot(async (tx) => {
      await listed(again.read(tx));
    });
    if (again.sum.sha256 !== table.sha256 || again.sum.rows !== table.rows)
      throw new ArchiveDamaged(`the table ${table.table} is not as it was written`);
    return table.rows;
  }

  async #writeObjects(tenantId: string, place: string): Promise<ServiceManifest['objects']> {
    const written: ServiceManifest['objects'] = [];
    const names = await runAsTenant(tenantId, () => listed(this.storage().all()));
    for (const name of names.sort()) {
      const key = `${place}/objects/${name}`;
      const { bytes, content } = await runAsTenant(tenantId, () => this.storage().get(name));
      const digest = createHash('sha256');
      await this.#put(key, digested(content, digest));
      written.push({ name, key, bytes, sha256: digest.digest('hex') });
    }
    return written;
  }

  async #readObject(tenantId: string, { name, key, sha256 }: z.infer<typeof ArchivedObject>): Promise<void> {
    const { content } = await runAsTenant(PLATFORM_TENANT, () => this.storage().get(key));
    const digest = createHash('sha256');
    await runAsTenant(tenantId, () => this.storage().put(name, digested(content, digest)));
    if (digest.digest('hex') !== sha256) throw new ArchiveDamaged(`the object ${name} is not as it was written`);
  }

  #put(key: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    return runAsTenant(PLATFORM_TENANT, () => this.storage().put(key, inTurn(content)));
  }

  async #pieces(key: string): Promise<Uint8Array[]> {
    const { content } = await runAsTenant(PLATFORM_TENANT, () => this.storage().get(key));
    return listed(content as AsyncIterable<Uint8Array>);
  }
}

function tableOf(schema: EntitySchema): string {
  return schema.options.tableName ?? schema.options.name;
}

function isFor(schema: EntitySchema, writtenOf: string, tenantId: string): boolean {
  return writtenOf === tenantId || !OF_ONE_TENANT.includes(tableOf(schema));
}

async function listed<T>(each: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of each) all.push(one);
  return all;
}

async function* inTurn(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* content;
}

async function* digested(content: AsyncIterable<Uint8Array>, digest: { update(piece: Uint8Array): unknown }) {
  for await (const piece of content) {
    digest.update(piece);
    yield piece;
  }
}
