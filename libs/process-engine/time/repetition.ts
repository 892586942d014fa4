import { addDuration, multiplied, parseDuration } from './duration.js';
import type { Duration } from './duration.js';
import { parseMoment } from './zoned.js';

/** An ISO-8601 repeating interval: `R3/PT1H`, `R/2026-12-01T09:00:00/P1D`. */
export interface Repetition {
  /** Null: without end. */
  readonly times: number | null;
  /** When it happens first; undefined: an interval after the wait opened. */
  readonly start?: Date;
  readonly interval: Duration;
}

/** Undefined when the text is none, or its interval has no length. */
export function parseRepetition(text: string, timeZone: string): Repetition | undefined {
  const [, times, start, interval] = /^R(\d{0,9})\/(?:([^/]+)\/)?([^/]+)$/.exec(text.trim()) ?? [];
  const parsed = interval === undefined ? undefined : parseDuration(interval);
  if (!parsed || Object.values(parsed).every((part) => part === 0)) return undefined;
  const repetition = { times: times === '' ? null : Number(times), interval: parsed };
  if (start === undefined) return repetition;
  const first = parseMoment(start, timeZone);
  return first && { ...repetition, start: first };
}

/**
 * When it happens, `index` counted from 0. Always reckoned from its beginning, so the last days of months do not drift.
 * @param opened when the wait opened
 */
export function occurrence(repetition: Repetition, index: number, opened: Date, timeZone: string): Date {
  const { start, interval } = repetition;
  if (start) return addDuration(start, multiplied(interval, index), timeZone);
  return addDuration(opened, multiplied(interval, index + 1), timeZone);
}
