import { createHash } from 'node:crypto';

/** Shared out among the processes of the service by lease. Never lower it: rows of a lost partition would stay behind. */
export const PARTITIONS = 8;

export function partitionOf(recipientId: string): number {
  return createHash('sha1').update(recipientId).digest().readUInt16BE(0) % PARTITIONS;
}
