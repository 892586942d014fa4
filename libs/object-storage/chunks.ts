import { createCipheriv, createDecipheriv } from 'node:crypto';
import { HEADER_BYTES } from './header.js';
import { inPieces } from './pieces.js';
import { DamagedObject } from './storage.errors.js';

/** What is sealed at once, in bytes. */
export const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/**
 * The content sealed chunk by chunk as age does it (https://age-encryption.org/v1, "Payload"; STREAM of Hoang, Reyhanitabar,
 * Rogaway and Vizár, 2015): the nonce is the chunk's number and whether it is the last, so that chunks can neither be moved
 * nor left out, and the data key is the object's own, so that no nonce comes twice.
 */
export async function* sealedChunks(content: AsyncIterable<Uint8Array>, dataKey: Buffer): AsyncGenerator<Buffer> {
  let index = 0;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of inPieces(content, CHUNK_BYTES)) {
    if (held.length > 0) yield seal(held, dataKey, index++, false);
    held = chunk;
  }
  yield seal(held, dataKey, index, true);
}

/** @throws DamagedObject */
export function openChunk(sealed: Buffer, dataKey: Buffer, index: number, isLast: boolean): Buffer {
  if (sealed.length < TAG_BYTES) throw new DamagedObject('a chunk is cut');
  const decipher = createDecipheriv('aes-256-gcm', dataKey, nonceOf(index, isLast));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const opened = decipher.update(sealed.subarray(0, -TAG_BYTES));
    // GCM has given everything by now: this only checks the tag.
    decipher.final();
    return opened;
  } catch {
    throw new DamagedObject('a chunk does not open');
  }
}

/** Where things are in an object of so many stored bytes. */
export interface Layout {
  /** Of the content. */
  readonly bytes: number;
  readonly lastChunk: number;
}

/** @throws DamagedObject when no content has that many stored bytes. */
export function layoutOf(storedBytes: number): Layout {
  const body = storedBytes - HEADER_BYTES;
  const chunks = Math.ceil(body / SEALED_CHUNK_BYTES);
  if (chunks < 1 || body - (chunks - 1) * SEALED_CHUNK_BYTES < TAG_BYTES) throw new DamagedObject('it is cut');
  return { bytes: body - chunks * TAG_BYTES, lastChunk: chunks - 1 };
}

/** The stored bytes of some chunks, the last one included. */
export function storedRange(fromChunk: number, toChunk: number) {
  const startOf = (chunk: number) => HEADER_BYTES + chunk * SEALED_CHUNK_BYTES;
  return { from: startOf(fromChunk), to: startOf(toChunk + 1) - 1 };
}

function seal(chunk: Buffer, dataKey: Buffer, index: number, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonceOf(index, isLast));
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

/** Eleven bytes of counter, one byte of flag. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
