import type { Hours } from './calendar-definition.js';
import { DateMalformed, HoursMalformed } from './calendar.errors.js';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Readings of the wall clock, in ms from the midnight that begins the day; `to` may lie in the next day. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** @throws HoursMalformed */
export function spanOf(hours: Hours): Span {
  const from = reading(hours.from);
  const to = reading(hours.to);
  if (Number.isNaN(from) || Number.isNaN(to) || from === DAY || from === to) {
    throw new HoursMalformed('Hours go from HH:MM to another HH:MM (or 24:00).', { ...hours });
  }
  return { from, to: to > from ? to : to + DAY };
}

function reading(text: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]|24(?=:00$)):([0-5]\d)$/.exec(text) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

/**
 * The number of a date, counted from 1970-01-01.
 * @param date `YYYY-MM-DD`
 * @throws DateMalformed
 */
export function dayNumber(date: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(ms) || dateOf(ms / DAY) !== date) {
    throw new DateMalformed('A date is one of the calendar, as YYYY-MM-DD.', { date });
  }
  return ms / DAY;
}

/** `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
