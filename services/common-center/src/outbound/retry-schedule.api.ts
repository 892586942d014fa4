const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits behind each failed attempt, in ms, as the Standard Webhooks specification has them ("Deliverability and reliability"). */
export const STANDARD_WEBHOOKS_WAITS: readonly number[] = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
];

/** For people: who was not told within a day is not told. */
export const NOTIFICATION_WAITS: readonly number[] = [
  ...[10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR],
];

/** The share of a wait by which it may be longer. */
const JITTER = 0.1;
const LONGEST_ASKED_MS = 24 * HOUR;

export interface FailedAttempt {
  /** From 1. */
  readonly attempt: number;
  readonly at: Date;
  /** From 0 to below 1; spreads those that failed together. */
  readonly spread: number;
  /** What the other side asked for; null: nothing. */
  readonly retryAfterMs: number | null;
}

/** When it is tried again; null: it was tried often enough. */
export function nextAttempt(
  waits: readonly number[],
  { attempt, at, spread, retryAfterMs }: FailedAttempt,
): Date | null {
  const wait = waits[attempt - 1];
  if (wait === undefined) return null;
  const asked = Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS);
  return new Date(at.getTime() + Math.max(Math.round(wait * (1 + JITTER * spread)), asked));
}
