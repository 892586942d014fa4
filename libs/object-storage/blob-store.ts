import type { Readable } from 'node:stream';

/** Bytes from one offset to another, both counted from 0 and both included, as HTTP counts them (RFC 9110 §14.1.2). */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** A part of a blob, and how many bytes all of it has. */
export interface BlobPart {
  readonly size: number;
  readonly content: Readable;
}

/** Where blobs lie: a disk or a service. It keeps bytes and knows nothing of what they are. */
export abstract class BlobStore {
  /** All or nothing: a reader sees the whole blob, or what was there before. Durable when it resolves. */
  abstract put(path: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** A range that reaches beyond the end gives what there is; undefined when there is no such blob. */
  abstract read(path: string, range: ByteRange): Promise<BlobPart | undefined>;
  /** Removing what is not there changes nothing. */
  abstract remove(path: string): Promise<void>;
  /** The paths that begin with this folder, which ends in a slash; in no order. */
  abstract list(folder: string): AsyncIterable<string>;
}
