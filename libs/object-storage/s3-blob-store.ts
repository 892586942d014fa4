import { BlobStore, type BlobPart, type ByteRange } from './blob-store.js';
import { inPieces } from './pieces.js';
import { valueOf, valuesOf, type S3Client } from './s3-client.js';

/**
 * A blob up to this size goes in one request, as the parts of uploads do, and a larger one in parts of it; S3 wants at least
 * 5 MiB for each and at most 10,000. So much memory is held for each blob that is being written.
 */
export const PART_BYTES = 16 * 1024 * 1024;

/** Blobs in a bucket of S3 or of what speaks its language. */
export class S3BlobStore extends BlobStore {
  constructor(private readonly client: S3Client) {
    super();
  }

  async put(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const pieces = inPieces(content, PART_BYTES);
    const first = await pieces.next();
    const body: Buffer = first.done ? Buffer.alloc(0) : first.value;
    if (body.length === PART_BYTES) await this.#putInParts(path, body, pieces);
    else await this.client.text({ method: 'PUT', path, body });
  }

  async read(path: string, { from, to }: ByteRange): Promise<BlobPart | undefined> {
    const answer = await this.client.send({ method: 'GET', path, headers: { range: `bytes=${from}-${to}` } });
    if (!answer) return undefined;
    const range = String(answer.headers['content-range']);
    return { size: Number(range.slice(range.indexOf('/') + 1)), content: answer.body };
  }

  async remove(path: string): Promise<void> {
    const answer = await this.client.send({ method: 'DELETE', path });
    await answer?.body.dump();
  }

  async *list(folder: string): AsyncGenerator<string> {
    let continued: Record<string, string> = {};
    for (;;) {
      const query = { 'list-type': '2', prefix: folder, ...continued };
      const page = await this.client.text({ method: 'GET', path: '', query });
      yield* valuesOf(page, 'Key');
      const next = valueOf(page, 'NextContinuationToken');
      if (next === undefined) return;
      continued = { 'continuation-token': next };
    }
  }

  /** The blob appears with the last request; what was sent before it is given up when anything fails. */
  async #putInParts(path: string, first: Buffer, rest: AsyncIterable<Buffer>): Promise<void> {
    const begun = await this.client.text({ method: 'POST', path, query: { uploads: '' } });
    const uploadId = valueOf(begun, 'UploadId')!;
    try {
      const tags = [await this.#putPart(path, uploadId, 1, first)];
      for await (const part of rest) tags.push(await this.#putPart(path, uploadId, tags.length + 1, part));
      const list = tags.map((tag, n) => `<Part><PartNumber>${n + 1}</PartNumber><ETag>${tag}</ETag></Part>`).join('');
      const body = Buffer.from(`<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`);
      await this.client.text({ method: 'POST', path, query: { uploadId }, body });
    } catch (error) {
      await this.client.send({ method: 'DELETE', path, query: { uploadId } }).then(
        (answer) => answer?.body.dump(),
        () => undefined,
      );
      throw error;
    }
  }

  async #putPart(path: string, uploadId: string, partNumber: number, body: Buffer): Promise<string> {
    const query = { partNumber: String(partNumber), uploadId };
    const answer = await this.client.send({ method: 'PUT', path, query, body });
    await answer?.body.dump();
    return String(answer?.headers.etag).replaceAll('"', '&quot;');
  }
}
