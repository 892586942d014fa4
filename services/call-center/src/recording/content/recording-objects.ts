import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import type { ByteRange } from '#libs/object-storage/blob-store';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { DamagedObject, NoSuchObject } from '#libs/object-storage/storage.errors';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { Segment } from '../domain/transcript.js';
import type { Part } from '../domain/upload.js';

/** What of recordings lies in object storage, under names that never come again. */
@Injectable()
export class RecordingObjects {
  constructor(private readonly storage: ObjectStorage) {}

  async keepPart(recordingId: string, partId: string, bytes: Uint8Array): Promise<void> {
    await this.storage.put(partKey(recordingId, partId), Readable.from([bytes], { objectMode: false }));
  }

  async dropParts(recordingId: string, parts: readonly Pick<Part, 'id'>[]): Promise<void> {
    for (const { id } of parts) await this.storage.delete(partKey(recordingId, id));
  }

  /** The first byte is there when it resolves. @throws DamagedObject, NoSuchObject */
  async read(recordingId: string, parts: readonly Part[], range: ByteRange): Promise<Readable> {
    const needed = slicesOf(parts, range);
    const first = await this.storage.get(partKey(recordingId, needed[0]!.id), needed[0]);
    return Readable.from(this.#joined(recordingId, first.content, needed.slice(1)), { objectMode: false });
  }

  /** Lower-case hex; undefined when a part is not what was put there. */
  async sha256(recordingId: string, parts: readonly Part[]): Promise<string | undefined> {
    const hash = createHash('sha256');
    try {
      for (const { id } of parts) {
        for await (const piece of (await this.storage.get(partKey(recordingId, id))).content)
          hash.update(piece as Buffer);
      }
    } catch (error) {
      if (error instanceof DamagedObject || error instanceof NoSuchObject) return undefined;
      throw error;
    }
    return hash.digest('hex');
  }

  async keepTranscript(recordingId: string, objectId: string, segments: readonly Segment[]): Promise<void> {
    const text = Buffer.from(JSON.stringify(segments));
    await this.storage.put(transcriptKey(recordingId, objectId), Readable.from([text], { objectMode: false }));
  }

  async dropTranscript(recordingId: string, objectId: string): Promise<void> {
    await this.storage.delete(transcriptKey(recordingId, objectId));
  }

  async transcript(recordingId: string, objectId: string): Promise<Segment[]> {
    const { content } = await this.storage.get(transcriptKey(recordingId, objectId));
    return (await json(content)) as Segment[];
  }

  /** Also parts that no row names: what a crash has left. */
  async eraseAll(recordingId: string): Promise<void> {
    for await (const key of this.storage.list(folderOf(recordingId))) await this.storage.delete(key);
  }

  /** A stream is read in whatever context its reader is in. */
  async *#joined(recordingId: string, first: Readable, rest: readonly Slice[]): AsyncGenerator<Buffer> {
    const tenantId = currentTenant();
    yield* first as AsyncIterable<Buffer>;
    for (const slice of rest) {
      const { content } = await runAsTenant(tenantId, () => this.storage.get(partKey(recordingId, slice.id), slice));
      yield* content as AsyncIterable<Buffer>;
    }
  }
}

type Slice = ByteRange & { readonly id: string };

/** What of which part is needed for a range of the whole. */
export function slicesOf(parts: readonly Part[], { from, to }: ByteRange): Slice[] {
  let start = 0;
  return parts.flatMap(({ id, bytes }) => {
    const slice = { id, from: Math.max(from - start, 0), to: Math.min(to - start, bytes - 1) };
    start += bytes;
    return slice.from <= slice.to ? [slice] : [];
  });
}

function folderOf(recordingId: string): string {
  return `recording/${recordingId}`;
}

function partKey(recordingId: string, partId: string): string {
  return `${folderOf(recordingId)}/part/${partId}`;
}

function transcriptKey(recordingId: string, objectId: string): string {
  return `${folderOf(recordingId)}/transcript/${objectId}`;
}
