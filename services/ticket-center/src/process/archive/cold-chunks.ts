import type { EntityManager } from 'typeorm';
import { sha256 } from '../run/digest.js';
import { ColdChunkSchema } from './cold-chunk.schema.js';
import { inflate } from './packed-instances.js';

/** Of one part: what the column for bytes holds on every engine. */
const PART_BYTES = 65_000;

/** What is read is not what was written. */
export class ChunkDamaged extends Error {
  constructor(chunk: string, options?: ErrorOptions) {
    super(`the chunk ${chunk} of ended processes is damaged`, options);
  }
}

export async function writeChunk(tx: EntityManager, chunk: string, compressed: Buffer): Promise<void> {
  for (let part = 0; part * PART_BYTES < compressed.length; part++) {
    const bytes = compressed.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    await tx.insert(ColdChunkSchema, { chunk, part, sha256: sha256(bytes), bytes });
  }
}

/** Inflated; undefined when there is none. @throws ChunkDamaged */
export async function readChunk(reader: EntityManager, chunk: string): Promise<Buffer | undefined> {
  const parts = await reader.find(ColdChunkSchema, { where: { chunk }, order: { part: 'ASC' } });
  if (parts.length === 0) return undefined;
  if (parts.some(({ bytes, sha256: expected }) => sha256(bytes) !== expected)) throw new ChunkDamaged(chunk);
  try {
    return inflate(Buffer.concat(parts.map(({ bytes }) => bytes)));
  } catch (cause) {
    throw new ChunkDamaged(chunk, { cause });
  }
}
