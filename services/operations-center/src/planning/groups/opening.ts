import { firstInstantOf, TimeZone } from '#libs/business-time/time-zone';
import type { PlanningGroupContent } from './planning-group.dto.js';
import { minutesOf } from './planning-group.dto.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;

/** Instants are ms since the epoch; `to` is excluded. */
export interface PlannedInterval {
  readonly from: number;
  readonly to: number;
}

type Hours = Pick<PlanningGroupContent, 'timeZone' | 'opensAt' | 'closesAt' | 'intervalMinutes'>;

/**
 * The intervals of a group's days, by its wall clock: every day has as many. Where the clock is put forward an interval may last for
 * nothing; where it is put back, one lasts an hour longer.
 */
export class Opening {
  readonly intervals: number;
  readonly #opens: number;
  readonly #minutes: number;
  readonly #zone: TimeZone;

  /** @throws TimeZoneUnknown */
  constructor({ timeZone, opensAt, closesAt, intervalMinutes }: Hours) {
    this.#zone = TimeZone.named(timeZone);
    this.#opens = minutesOf(opensAt);
    this.#minutes = intervalMinutes;
    this.intervals = (minutesOf(closesAt) - this.#opens) / intervalMinutes;
  }

  /** @param date e.g. 2026-11-23 */
  of(date: string): PlannedInterval[] {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const offsets = this.#zone.offsetsBetween(midnight - 2 * DAY_MS, midnight + 3 * DAY_MS);
    const meets = Array.from({ length: this.intervals + 1 }, (_, at) =>
      firstInstantOf(midnight + (this.#opens + at * this.#minutes) * MINUTE_MS, offsets),
    );
    return meets.slice(1).map((to, at) => ({ from: meets[at]!, to: Math.max(meets[at]!, to) }));
  }

  /** The date on its wall clock. @param instant ms since the epoch */
  dateAt(instant: number): string {
    const { offset } = this.#zone
      .offsetsBetween(instant - DAY_MS, instant + DAY_MS)
      .find(({ from, to }) => from <= instant && instant < to)!;
    return new Date(instant + offset).toISOString().slice(0, 10);
  }

  /** When an interval begins on the wall clock, e.g. 07:30. */
  nameOf(interval: number): string {
    const minutes = this.#opens + interval * this.#minutes;
    return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  }

  /** The interval that begins then; -1: none does. @param wallClock e.g. 07:30 */
  placeOf(wallClock: string): number {
    const place = (minutesOf(wallClock) - this.#opens) / this.#minutes;
    return Number.isInteger(place) && place >= 0 && place < this.intervals ? place : -1;
  }

  /** Of its intervals, those of a whole day from midnight on. */
  get places(): number[] {
    return Array.from({ length: this.intervals }, (_, at) => this.#opens / this.#minutes + at);
  }

  /** As many as the whole day has from midnight on, 0 outside the opening. */
  wholeDay(values: readonly number[]): number[] {
    const before = this.#opens / this.#minutes;
    return Array.from({ length: DAY_MINUTES / this.#minutes }, (_, at) => values[at - before] ?? 0);
  }
}
