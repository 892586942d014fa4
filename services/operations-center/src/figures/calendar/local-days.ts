import { firstInstantOf, TimeZone } from '#libs/business-time/time-zone';
import type { Interval } from './intervals.js';

const DAY_MS = 86_400_000;
const MOST_KNOWN = 100;

/** From one midnight of a time zone to the next. */
export interface LocalDay extends Interval {
  /** e.g. 2026-11-23 */
  readonly date: string;
}

/** The days of a time zone; those asked for are remembered, a hundred of them. */
export class LocalDays {
  static readonly #all = new Map<string, LocalDays>();
  #known: LocalDay[] = [];

  private constructor(private readonly zone: TimeZone) {}

  /** @throws TimeZoneUnknown */
  static in(zone: string): LocalDays {
    const days = LocalDays.#all.get(zone) ?? new LocalDays(TimeZone.named(zone));
    LocalDays.#all.set(zone, days);
    return days;
  }

  /** The day an instant is in. @param at ms since the epoch */
  of(at: number): LocalDay {
    const known = this.#known.find(({ from, to }) => from <= at && at < to);
    if (known) return known;
    const { offset } = this.#offsets(at).find(({ from, to }) => from <= at && at < to)!;
    const found = this.#reading(Math.floor((at + offset) / DAY_MS) * DAY_MS);
    this.#known = [found, ...this.#known.slice(0, MOST_KNOWN - 1)];
    return found;
  }

  /** @param date e.g. 2026-11-23 */
  named(date: string): LocalDay {
    return this.#reading(Date.parse(`${date}T00:00:00Z`));
  }

  #reading(midnight: number): LocalDay {
    const offsets = this.#offsets(midnight);
    const [from, to] = [firstInstantOf(midnight, offsets), firstInstantOf(midnight + DAY_MS, offsets)];
    return { from, to, date: new Date(midnight).toISOString().slice(0, 10) };
  }

  #offsets(around: number) {
    return this.zone.offsetsBetween(around - 2 * DAY_MS, around + 3 * DAY_MS);
  }
}
