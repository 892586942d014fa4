import { json } from 'node:stream/consumers';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import type { NotedHead } from './chain.js';

/**
 * Where trails ended, in object storage: whoever can write a database does not get there, and none of it is forged without the master key
 * of the objects. It is the platform's, so that no archive of a tenant takes it along.
 */
export class KeptHeads {
  constructor(private readonly storage: ObjectStorage) {}

  of(tenantId: string): Promise<NotedHead[]> {
    return this.#atPlatform(async () => {
      const heads: NotedHead[] = [];
      for await (const key of this.storage.list(folderOf(tenantId)))
        heads.push((await json((await this.storage.get(key)).content)) as NotedHead);
      return heads;
    });
  }

  async add(tenantId: string, { seq, hash }: NotedHead): Promise<void> {
    const content = Buffer.from(JSON.stringify({ seq, hash } satisfies NotedHead));
    await this.#atPlatform(() => this.storage.put(keyOf(tenantId, hash), once(content)));
  }

  async remove(tenantId: string, heads: readonly NotedHead[]): Promise<void> {
    await this.#atPlatform(async () => {
      for (const { hash } of heads) await this.storage.delete(keyOf(tenantId, hash));
    });
  }

  #atPlatform<Result>(work: () => Promise<Result>): Promise<Result> {
    return runAsTenant(PLATFORM_TENANT, work);
  }
}

const folderOf = (tenantId: string) => `audit-heads/${tenantId}`;
const keyOf = (tenantId: string, hash: string) => `${folderOf(tenantId)}/${hash}`;

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
