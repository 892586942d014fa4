import { UploadInTooManyParts, UploadOffsetWrong, UploadTooLong } from './recording.errors.js';

/** A piece of a recording as it came: an object of its own. */
export interface Part {
  /** The last part of its object's key. */
  readonly id: string;
  readonly bytes: number;
}

export const MOST_PARTS = 2_000;

export function bytesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * The parts with one more behind them.
 * @param offset where the sender believes to be, in bytes
 * @param length of the whole upload, in bytes
 * @throws UploadOffsetWrong, UploadTooLong, UploadInTooManyParts
 */
export function withPart(parts: readonly Part[], part: Part, offset: number, length: number): Part[] {
  const received = bytesOf(parts);
  if (offset !== received) throw new UploadOffsetWrong(`The upload goes on at ${received}.`, { offset: received });
  if (received + part.bytes > length) throw new UploadTooLong(`Only ${length} bytes were announced.`);
  if (parts.length === MOST_PARTS) throw new UploadInTooManyParts(`An upload has at most ${MOST_PARTS} parts.`);
  return [...parts, part];
}
