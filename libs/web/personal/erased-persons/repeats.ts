import type { ErasedPersonRow } from './erased-person.schema.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * After an erasure, ms. What was under way comes within minutes, what brokers and clients repeat within seven days (the retention of
 * receipts), what lay in an outbox while a part was away a little later.
 */
const REPEATS_MS = [1, 10, 60, 360]
  .map((minutes) => minutes * MINUTE_MS)
  .concat([1, 2, 4, 8, 30].map((days) => days * DAY_MS));

/** When an erasure is done again after so many repetitions; null: not any more. */
export function repeatAt({ since, repeats }: Pick<ErasedPersonRow, 'since' | 'repeats'>): Date | null {
  const wait = REPEATS_MS[repeats];
  return wait === undefined ? null : new Date(since.getTime() + wait);
}

/** Where the tenant sleeps, or is gone, nothing can come. */
export function asleepUntil(now: Date): Date {
  return new Date(now.getTime() + DAY_MS);
}
