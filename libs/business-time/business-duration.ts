import type { Calendar } from './calendar.js';
import { DurationInvalid } from './calendar.errors.js';
import { MINUTE } from './wall-clock.js';

const PARTS = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/**
 * The ms of an ISO-8601 duration in open time. A day is the longest day of the calendar's week (`Calendar.dayMs`): `P2D` are two of
 * its working days, not 48 hours (which ServiceNow spreads over six days of 8). Weeks, months and years are refused: how much
 * work they hold depends on when.
 * @param duration e.g. `PT4H`, `P1DT30M`, `PT0.5S`
 * @throws DurationInvalid
 */
export function businessDuration(duration: string, calendar: Calendar): number {
  const parts = PARTS.exec(duration);
  if (parts === null) {
    throw new DurationInvalid('A business duration is one of ISO 8601 in days, hours, minutes and seconds.', {
      duration,
    });
  }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * calendar.dayMs + (hours * 60 + minutes) * MINUTE + Math.round(seconds * 1_000);
}
