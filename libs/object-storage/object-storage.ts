import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { checkedTenantId } from '#libs/persistence/tenant/tenant-id';
import type { BlobStore, ByteRange } from './blob-store.js';
import {
  CHUNK_BYTES,
  layoutOf,
  openChunk,
  SEALED_CHUNK_BYTES,
  sealedChunks,
  storedRange,
  type Layout,
} from './chunks.js';
import { dataKeyOf, HEADER_BYTES, newHeader } from './header.js';
import type { MasterKeys } from '#libs/sealing/master-keys';
import { inPieces } from './pieces.js';
import { DamagedObject, MalformedKey, NoSuchObject } from './storage.errors.js';

/** Content on its way out; `bytes` is the size of the whole object. */
export interface ObjectContent {
  readonly bytes: number;
  readonly content: Readable;
}

interface Opened extends Layout {
  readonly dataKey: Buffer;
}

const KEY = /^\w[\w.-]*(\/\w[\w.-]*)*$/;

/**
 * Large things people send and say, encrypted at rest: each object under a key of its own, which a master key seals. The
 * tenant in context is the first part of every path, so that nobody reaches another's objects; without one every access
 * throws NoTenantInContext. A key is written once: a new content is a new key.
 */
export class ObjectStorage {
  constructor(
    private readonly blobs: BlobStore,
    private readonly keys: MasterKeys,
  ) {}

  /** Durable when it resolves; when it rejects nothing is there. */
  async put(key: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const path = pathOf(key);
    const { header, dataKey } = newHeader(this.keys, path);
    await this.blobs.put(path, withHeader(header, sealedChunks(content, dataKey)));
  }

  /**
   * The content, or a range of it cut at its end. That nothing is missing is known before the first byte; what was changed
   * ends the stream with DamagedObject before a changed byte comes.
   * @throws NoSuchObject, DamagedObject, RangeError when the range begins behind the end
   */
  async get(key: string, range?: ByteRange): Promise<ObjectContent> {
    const path = pathOf(key);
    const opened = await this.#open(path);
    const { bytes } = opened;
    const { from, to } = { from: range?.from ?? 0, to: Math.min(range?.to ?? bytes - 1, bytes - 1) };
    if (range && from > to) throw new RangeError('the range begins behind the end');
    const content = from > to ? [] : this.#contentOf(path, opened, { from, to });
    return { bytes, content: Readable.from(content, { objectMode: false }) };
  }

  /** Undefined when there is none. @throws DamagedObject */
  async head(key: string): Promise<{ bytes: number } | undefined> {
    try {
      const { bytes } = await this.#open(pathOf(key));
      return { bytes };
    } catch (error) {
      if (error instanceof NoSuchObject) return undefined;
      throw error;
    }
  }

  /** For good; deleting what is not there changes nothing. */
  async delete(key: string): Promise<void> {
    await this.blobs.remove(pathOf(key));
  }

  /** The keys below a folder such as `recording/4711`, in no order. */
  list(folder: string): AsyncIterable<string> {
    const path = pathOf(folder);
    return keysOf(this.blobs.list(`${path}/`), path.length - folder.length);
  }

  /** Every key of the tenant, in no order. */
  all(): AsyncIterable<string> {
    const folder = `${checkedTenantId(currentTenant())}/`;
    return keysOf(this.blobs.list(folder), folder.length);
  }

  /** The last chunk opens as the last one only where nothing behind it is missing. */
  async #open(path: string): Promise<Opened> {
    const head = await this.blobs.read(path, { from: 0, to: HEADER_BYTES - 1 });
    if (!head) throw new NoSuchObject();
    const dataKey = dataKeyOf(await buffer(head.content), this.keys, path);
    const layout = layoutOf(head.size);
    const { lastChunk } = layout;
    const sealed = await this.#stored(path, storedRange(lastChunk, lastChunk));
    openChunk(await buffer(sealed), dataKey, lastChunk, true);
    return { ...layout, dataKey };
  }

  async *#contentOf(path: string, { dataKey, lastChunk }: Opened, { from, to }: ByteRange): AsyncGenerator<Buffer> {
    let index = Math.floor(from / CHUNK_BYTES);
    const until = Math.floor(to / CHUNK_BYTES);
    const sealed = await this.#stored(path, storedRange(index, until));
    for await (const piece of inPieces(sealed, SEALED_CHUNK_BYTES)) {
      const start = index * CHUNK_BYTES;
      const chunk = openChunk(piece, dataKey, index, index === lastChunk);
      yield chunk.subarray(Math.max(0, from - start), to - start + 1);
      index += 1;
    }
    if (index <= until) throw new DamagedObject('it is cut');
  }

  async #stored(path: string, range: ByteRange): Promise<Readable> {
    const part = await this.blobs.read(path, range);
    if (!part) throw new NoSuchObject();
    return part.content;
  }
}

/** @throws NoTenantInContext, MalformedKey */
function pathOf(key: string): string {
  const tenantId = checkedTenantId(currentTenant());
  if (!KEY.test(key)) throw new MalformedKey();
  return `${tenantId}/${key}`;
}

async function* keysOf(paths: AsyncIterable<string>, tenantLength: number): AsyncGenerator<string> {
  for await (const path of paths) yield path.slice(tenantLength);
}

async function* withHeader(header: Buffer, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield header;
  yield* chunks;
}
