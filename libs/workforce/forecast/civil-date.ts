import { HistoryInvalid } from './forecast.errors.js';

const DAY_MS = 86_400_000;

/** Whole days since 1 January 1970. @param date as YYYY-MM-DD @throws HistoryInvalid */
export function dayNumber(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(at))
    throw new HistoryInvalid('A day is written like 2026-11-23.', { date });
  return at / DAY_MS;
}

/** As YYYY-MM-DD. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Days from the nearest first of a month: 0 on it, -1 on the day before it. */
export function placeInMonth(day: number): number {
  const date = new Date(day * DAY_MS);
  const since = date.getUTCDate() - 1;
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS;
  return since <= next - day ? since : day - next;
}
