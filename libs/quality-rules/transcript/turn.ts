export type Speaker = 'agent' | 'customer' | 'system';

/** What somebody said or wrote without being interrupted by themselves. Turns of a transcript are ordered by `from`. */
export interface Turn {
  readonly speaker: Speaker;
  readonly text: string;
  /** In ms since the conversation began. */
  readonly from: number;
  /** In ms since the conversation began; equal to `from` for what was written. */
  readonly to: number;
  /** The customer was on hold from `from` to `to`: a turn of the system. */
  readonly hold?: true;
}

/** @throws RangeError when a turn ends before it begins, or begins before the one it follows. */
export function checkTurn({ from, to }: Turn, before: Turn | undefined): void {
  if (!(from >= 0 && to >= from)) throw new RangeError(`a turn cannot last from ${from} to ${to} ms`);
  if (before !== undefined && from < before.from)
    throw new RangeError(`a turn from ${from} ms cannot follow one from ${before.from} ms`);
}
