import { createHash } from 'node:crypto';

/** Shared out among the processes of the service. Never lower it: rows of a lost partition would stay behind. */
export const PROCESS_PARTITIONS = 8;

const MOST_CHARACTERS = 255;

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

export function partitionOf(instance: string): number {
  return createHash('sha1').update(instance).digest().readUInt16BE(0) % PROCESS_PARTITIONS;
}

/** What messages and those who wait for them meet by, in the length of its column. */
export function correlationKeyOf(key: string | null): string {
  if (key === null) return '';
  return key.length <= MOST_CHARACTERS ? key : sha256(key);
}

/**
 * The id of the instance a wait starts: the same whenever it is asked for, so that it can be cancelled before it has begun.
 * A UUIDv8 (RFC 9562 §5.8) that begins with the parent's time.
 */
export function childIdOf(instance: string, wait: number): string {
  const hash = sha256(`${instance}:${wait}`);
  return `${instance.slice(0, 13)}-8${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
