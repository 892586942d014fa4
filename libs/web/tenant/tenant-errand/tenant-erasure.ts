import type { ObjectStorage } from '#libs/object-storage/object-storage';
import type { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import type { Database } from '#libs/persistence/database';
import { type DatabaseDefinition } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { OnProgress } from './progress.js';

export interface Erased {
  readonly tables: number;
  readonly rows: number;
  readonly objects: number;
  /** Looked for afterwards: nothing is left. */
  readonly isGone: boolean;
}

/** Removes all a service has of a tenant, for good: its database, the keys of what is sealed in it, and its objects, each with its own key. */
export class TenantErasure {
  constructor(
    private readonly definition: DatabaseDefinition,
    private readonly database: Database,
    private readonly storage: () => ObjectStorage,
    private readonly keys: TenantKeys,
  ) {}

  async erase(
    tenantId: string,
    { server, objects }: { server: string | null; objects: boolean },
    onProgress: OnProgress,
  ): Promise<Erased> {
    const wasThere = (await this.database.schemaState(tenantId)) !== 'absent';
    const { tables, rows } = wasThere ? await runAsTenant(tenantId, () => this.#counted()) : { tables: 0, rows: 0 };
    const { mover } = this.database;
    await this.keys.remove(tenantId);
    await this.database.drop(tenantId);
    if (mover) await mover.leave(tenantId, server ?? undefined);
    const removed = objects ? await runAsTenant(tenantId, () => this.#removeObjects(onProgress)) : 0;
    const isGone = (await this.database.schemaState(tenantId)) === 'absent';
    return { tables, rows, objects: removed, isGone };
  }

  async #counted(): Promise<{ tables: number; rows: number }> {
    const db = await this.database.reader();
    let rows = 0;
    for (const schema of this.definition.entities) rows += await db.count(schema);
    return { tables: this.definition.entities.length, rows };
  }

  async #removeObjects(onProgress: OnProgress): Promise<number> {
    const names: string[] = [];
    for await (const name of this.storage().all()) names.push(name);
    for (const [done, name] of names.entries()) {
      await this.storage().delete(name);
      await onProgress(done + 1, names.length);
    }
    return names.length;
  }
}
