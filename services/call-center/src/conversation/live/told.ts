import type { Outlet } from './outlet.js';

/** A message as clients get it. */
export interface Told {
  readonly seq: number;
  readonly frame: string;
  /** A note: of others than agents is only told that this sequence is not for them. */
  readonly isForAgents: boolean;
}

/** Who is told. */
export interface Hearer {
  readonly outlet: Outlet;
  told(told: Told): void;
}

/** At most {@link PAGE} stored messages after a sequence, in order. */
export type ReadAfter = (seq: number) => Promise<readonly Told[]>;

export const PAGE = 200;
