import type { ViolationCode } from '../domain/violation.js';

export const OTHER_REASONS = [
  ...['works-another-time', 'not-chosen', 'no-pattern', 'without-skill', 'does-another-skill'],
] as const;
export type Reason = ViolationCode | (typeof OTHER_REASONS)[number];

/** A time in which people are missing, and why nobody else is there. */
export interface Uncovered {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  /** That is missing; none: whoever. */
  readonly skill?: string;
  /** Skills that lack people together with it: whoever has one of them does one of them. */
  readonly shortWith?: readonly string[];
  /** In the interval that misses most. */
  readonly missing: number;
  /** Of those who do not work then, how many for which reason. */
  readonly reasons: Partial<Record<Reason, number>>;
}

/** A rule that could not be kept for somebody, and was let go. */
export interface LetGo {
  readonly agentId: string;
  readonly rule: 'least-minutes' | 'shortest-runs' | 'consecutive-days' | 'locked-shifts';
}

/** How evenly something is shared out. */
export interface Spread {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
}

export interface Explanation {
  readonly uncovered: readonly Uncovered[];
  readonly letGo: readonly LetGo[];
  /** Shifts that would have broken a rule, and are open instead. */
  readonly leftOpen: readonly { readonly date: string; readonly agentId: string; readonly code: ViolationCode }[];
  /** Shift patterns that are longer than the law's day, so nobody works them. */
  readonly unlawfulPatterns: readonly string[];
  /** Slots for which there was no time. */
  readonly unplaced: number;
  readonly neededHours: number;
  readonly missingHours: number;
  readonly spread: {
    readonly minutes: Spread;
    readonly weekends: Spread;
    readonly undesired: Spread;
    /** Hours by their weight beyond a fair share, with the weeks before. */
    readonly unpopularHours: Spread;
  };
}
