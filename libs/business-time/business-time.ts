import type { Calendar } from './calendar.js';
import { DurationInvalid, NothingOpensForYears } from './calendar.errors.js';
import type { OpenYear } from './open-year.js';

/** A calendar in which nothing opens for so many whole years is taken for one that opens no more. */
const PATIENCE_YEARS = 10;

/**
 * The first instant with so much open time between `from` and it: work that fills the day is due when the day closes, not when the
 * next one opens. Open time is elapsed time, also in a night in which the clocks change.
 * @param durationMs whole ms, 0 or more; what `businessDuration` reads
 * @throws DurationInvalid, InstantOutOfRange
 * @throws NothingOpensForYears when it would wait more than ten years for the next opening
 */
export function addBusinessTime(calendar: Calendar, from: Date, durationMs: number): Date {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0) {
    throw new DurationInvalid('A business duration is a whole number of milliseconds, 0 or more.', { durationMs });
  }
  if (durationMs === 0) return new Date(from);
  let year = calendar.yearAt(from);
  let open = year.openUntil(from.getTime()) + durationMs;
  while (open > year.total) {
    open -= year.total;
    year = nextOpenYear(calendar, year);
  }
  return new Date(year.instantAfter(open));
}

/**
 * The open ms between two instants; negative when `to` is the earlier one.
 * @throws InstantOutOfRange
 */
export function businessTimeBetween(calendar: Calendar, from: Date, to: Date): number {
  // Taken from 0, since nothing must not become -0.
  if (to < from) return 0 - businessTimeBetween(calendar, to, from);
  const first = calendar.yearAt(from);
  const last = calendar.yearAt(to);
  let open = last.openUntil(to.getTime()) - first.openUntil(from.getTime());
  for (let year = first.year; year < last.year; year += 1) open += calendar.year(year).total;
  return open;
}

/**
 * Open from the millisecond it opens, closed from the millisecond it closes.
 * @throws InstantOutOfRange
 */
export function isOpen(calendar: Calendar, at: Date): boolean {
  return calendar.yearAt(at).closedFrom(at.getTime()) > at.getTime();
}

/**
 * The first open instant from then on: `from` itself when it is open.
 * @throws InstantOutOfRange
 * @throws NothingOpensForYears when it would wait more than ten years
 */
export function nextOpening(calendar: Calendar, from: Date): Date {
  const year = calendar.yearAt(from);
  return new Date(year.openFrom(from.getTime()) ?? nextOpenYear(calendar, year).openFrom(0)!);
}

/**
 * The first closed instant from then on: `from` itself when it is closed. Null: it stays open for ten years and more.
 * @throws InstantOutOfRange
 */
export function nextClosing(calendar: Calendar, from: Date): Date | null {
  const first = calendar.yearAt(from);
  let closing = first.closedFrom(from.getTime());
  for (let year = first.year + 1; closing === Date.UTC(year, 0, 1); year += 1) {
    if (year > first.year + PATIENCE_YEARS) return null;
    closing = calendar.year(year).closedFrom(closing);
  }
  return new Date(closing);
}

function nextOpenYear(calendar: Calendar, { year }: OpenYear): OpenYear {
  for (let next = year + 1; next <= year + PATIENCE_YEARS; next += 1) {
    const candidate = calendar.year(next);
    if (candidate.total > 0) return candidate;
  }
  throw new NothingOpensForYears('Nothing opens in the ten years that follow.', { year });
}
