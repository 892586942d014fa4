import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Refused, type Caller } from '../api/caller.js';
import type { Sop } from './sop.js';

const Known = z.object({
  version: z.int(),
  title: z.string(),
  ownerId: z.string(),
  published: z.object({ content: z.unknown() }).nullable(),
});
type Known = z.infer<typeof Known>;

export interface Imported {
  readonly made: string[];
  readonly renewed: string[];
  readonly unchanged: string[];
}

/** Publishes each SOP that is not there as it is; whoever looks after one that is there stays. */
export async function importSops(caller: Caller, sops: readonly Sop[], ownerId: string): Promise<Imported> {
  const imported: Imported = { made: [], renewed: [], unchanged: [] };
  for (const sop of sops) {
    const known = await find(caller, sop.name);
    const same =
      known !== null && known.title === sop.title && isDeepStrictEqual(known.published?.content, sop.content);
    if (!same) await publish(caller, sop, known, ownerId);
    imported[same ? 'unchanged' : known ? 'renewed' : 'made'].push(sop.name);
  }
  return imported;
}

async function find(caller: Caller, name: string): Promise<Known | null> {
  return caller.get('/api/v1/sops/{name}', { name }, Known).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  });
}

async function publish(caller: Caller, { name, title, content }: Sop, known: Known | null, ownerId: string) {
  const body = { title, content, ownerId: known?.ownerId ?? ownerId };
  const draft = await caller.put('/api/v1/sops/{name}/draft', { name }, body, Known, known?.version);
  const key = `import-${name}-${draft.version}`;
  await caller.post('/api/v1/sops/{name}/publish', { name }, { note: 'Imported.' }, key, Known);
}
