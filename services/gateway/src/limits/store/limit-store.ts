import type { Judgement, Meter } from '../meters/meter.js';

/** What a request would take of one limit. */
export interface Draw {
  readonly meter: Meter;
  readonly key: string;
  /** Whole, at most the meter's limit. */
  readonly weight: number;
}

/** Where it is kept what has been taken of limits. */
export abstract class LimitStore {
  /** Whether all gateways of the installation count together. */
  abstract readonly isShared: boolean;
  /**
   * Takes of all of them together, or of none when one does not let the request pass.
   * @returns what each says, in the order of the draws
   */
  abstract draw(draws: readonly Draw[]): readonly Judgement[] | Promise<readonly Judgement[]>;
  /** What has been taken of an allotment. */
  abstract used(key: string): Promise<number>;
  abstract close(): void;
}
