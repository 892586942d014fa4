import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on its arguments alone: the same seed plays the same, whatever runs beside it. */
export function seededRandom(seed: number, ...subject: readonly (string | number)[]): number {
  return (
    createHash('sha256')
      .update([seed, ...subject].join('\n'))
      .digest()
      .readUInt32BE(0) /
    2 ** 32
  );
}
