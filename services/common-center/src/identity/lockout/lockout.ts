/** How guesses are slowed down. */
export interface LockoutPolicy {
  /** Failures in a row that cost nothing. */
  readonly free: number;
  /** The first delay; each failure more doubles it. */
  readonly firstMs: number;
  readonly mostMs: number;
}

export interface Failures {
  readonly failures: number;
  readonly lockedUntil: Date | null;
  readonly lastAt: Date;
}

/** After so long without a try, in milliseconds, failures are forgotten. */
export const FORGOTTEN_AFTER_MS = 86_400_000;

const MINUTE_MS = 60_000;

/** Of one login from one address: the mistyping person, or the guesser who has one machine. */
export const BY_ADDRESS: LockoutPolicy = { free: 5, firstMs: 1_000, mostMs: 15 * MINUTE_MS };
/** Of one login from anywhere: later, so that a guesser does not lock the person out at once. */
export const BY_LOGIN: LockoutPolicy = { free: 20, firstMs: 1_000, mostMs: 15 * MINUTE_MS };
/** Of the second factor: a code has a million values, three of which hold at any time. */
export const BY_CODE: LockoutPolicy = { free: 5, firstMs: 10_000, mostMs: 60 * MINUTE_MS };

/** Milliseconds until the next try after so many failures in a row: `first · 2^(failures − free − 1)`, at most `most`. */
export function delayAfter(failures: number, { free, firstMs, mostMs }: LockoutPolicy): number {
  if (failures <= free) return 0;
  return Math.min(mostMs, firstMs * 2 ** (failures - free - 1));
}

/** Counted as failed before it is tried, so that those who guess at once are not more than those one after the other. */
export function tried(before: Failures | null, policy: LockoutPolicy, now: Date): Failures {
  const isForgotten = before === null || now.getTime() - before.lastAt.getTime() >= FORGOTTEN_AFTER_MS;
  const failures = (isForgotten ? 0 : before.failures) + 1;
  const delay = delayAfter(failures, policy);
  return { failures, lockedUntil: delay === 0 ? null : new Date(now.getTime() + delay), lastAt: now };
}
