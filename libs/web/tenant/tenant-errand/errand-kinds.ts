import type { Database } from '#libs/persistence/database';
import type { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { z } from 'zod';
import type { ErasedPersons } from '../../personal/erased-persons/erased-persons.js';
import type { TenantArchive } from './tenant-archive.js';
import type { ErrandRow } from './errand.schema.js';
import type { OnProgress } from './progress.js';
import type { TenantErasure } from './tenant-erasure.js';

/** Trying again would not help. */
export class ErrandRefused extends Error {}

const server = z.string().nullable();
const way = { from: server, to: server };

/** What one service may be asked to do with a tenant. */
export const ErrandInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('export'), tenantId: z.string(), folder: z.string(), objects: z.boolean() }),
  z.object({ kind: z.literal('restore'), tenantId: z.string(), manifest: z.string(), objects: z.boolean() }),
  z.object({ kind: z.literal('erase'), tenantId: z.string(), server, objects: z.boolean() }),
  z.object({ kind: z.literal('copy'), tenantId: z.string(), ...way, sealed: z.boolean() }),
  z.object({ kind: z.literal('seal'), tenantId: z.string(), server }),
  z.object({ kind: z.literal('give-up'), tenantId: z.string(), ...way }),
  z.object({ kind: z.literal('leave'), tenantId: z.string(), server }),
  z.object({ kind: z.literal('rotate-keys'), tenantId: z.string() }),
  z.object({ kind: z.literal('shred-keys'), tenantId: z.string() }),
]);
export type ErrandInput = z.infer<typeof ErrandInput>;

type Result = Record<string, unknown>;

/** How each kind of errand is done. All of them are safe to repeat. */
export class ErrandKinds {
  constructor(
    private readonly database: Database,
    private readonly archive: TenantArchive,
    private readonly erasure: TenantErasure,
    private readonly keys: TenantKeys,
    private readonly erased: ErasedPersons,
  ) {}

  async run(errand: ErrandRow, onProgress: OnProgress): Promise<Result> {
    const input = ErrandInput.parse({ ...errand.input, kind: errand.kind, tenantId: errand.tenantId });
    const attempt = `${errand.id}-${errand.attempts}`;
    switch (input.kind) {
      case 'export':
        return { ...(await this.archive.write(input.tenantId, { ...input, attempt }, onProgress)) };
      case 'restore':
        return this.#restore(input, onProgress);
      case 'erase':
        return { ...(await this.erasure.erase(input.tenantId, input, onProgress)) };
      case 'rotate-keys':
        return { version: await this.keys.rotate(input.tenantId) };
      case 'shred-keys':
        await this.keys.destroy(input.tenantId);
        return {};
      default:
        return this.#move(input, attempt, onProgress);
    }
  }

  /** Who was erased since the archive was written is erased again. */
  async #restore(input: Extract<ErrandInput, { kind: 'restore' }>, onProgress: OnProgress): Promise<Result> {
    const { writtenOf, ...restored } = await this.archive.read(input.tenantId, input, onProgress);
    await this.erased.restored(input.tenantId, writtenOf);
    return restored;
  }

  async #move(
    input: Extract<ErrandInput, { kind: 'copy' | 'seal' | 'give-up' | 'leave' }>,
    copyId: string,
    onTable: OnProgress,
  ): Promise<Result> {
    const { mover } = this.database;
    if (!mover) throw new ErrandRefused('there is no other database server here');
    const { tenantId } = input;
    if (input.kind === 'seal') await mover.seal(tenantId, input.server ?? undefined);
    else if (input.kind === 'leave') await mover.leave(tenantId, input.server ?? undefined);
    else {
      const route = { from: input.from ?? undefined, to: input.to ?? undefined };
      if (input.kind === 'give-up') await mover.giveUp(tenantId, route);
      else return { ...(await mover.copy(tenantId, route, { copyId, sealed: input.sealed, onTable })) };
    }
    return {};
  }
}
