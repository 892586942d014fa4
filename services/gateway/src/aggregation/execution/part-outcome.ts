import type { Kept } from '../cache/part-cache.js';

/** Why a part is not there, as the outside may see it: nothing a service said but its code. */
export interface PartProblem {
  readonly status: number;
  readonly code: string;
}

export type PartOutcome =
  | { readonly status: 'ok'; readonly kept: Kept }
  | { readonly status: 'stale'; readonly kept: Kept; readonly problem: PartProblem }
  | { readonly status: 'error' | 'timeout'; readonly problem: PartProblem; readonly value?: unknown }
  | { readonly status: 'skipped'; readonly because: 'dependency' | 'nothing-to-ask'; readonly on: string };

/** A part could not be had. */
export class PartFailed extends Error {
  constructor(
    readonly problem: PartProblem,
    options?: ErrorOptions,
  ) {
    super(`${problem.status} ${problem.code}`, options);
  }
}

/** The part's own time is over; of its service that says nothing. */
export class PartTimedOut extends PartFailed {
  constructor() {
    super({ status: 504, code: 'part-timeout' });
  }
}
