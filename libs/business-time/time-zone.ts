import { TimeZoneUnknown } from './calendar.errors.js';
import { DAY, MINUTE } from './wall-clock.js';

/** The wall clock runs `offset` ms ahead of UTC from `from` until `to` (ms since 1970, UTC). */
export interface OffsetPeriod {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** No zone has moved its clocks twice within it since 1970: a week is the least there was. */
const STEP = 3 * DAY;

const zones = new Map<string, TimeZone>();

/** The rules of an IANA zone, as the runtime knows them. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;

  private constructor(format: Intl.DateTimeFormat) {
    this.#format = format;
  }

  /** @throws TimeZoneUnknown also for an offset like `+08:00`: it knows no summer time. */
  static named(name: string): TimeZone {
    const format = formatIn(name);
    const { timeZone } = format.resolvedOptions();
    const known = zones.get(timeZone) ?? new TimeZone(format);
    zones.set(timeZone, known);
    return known;
  }

  /** Its offsets in order, so that they cover all time; they are exact from `from` to `to`. */
  offsetsBetween(from: number, to: number): OffsetPeriod[] {
    const periods: OffsetPeriod[] = [];
    let since = Number.NEGATIVE_INFINITY;
    let offset = this.#offsetAt(from);
    for (let at = from; at < to; at += STEP) {
      const next = this.#offsetAt(at + STEP);
      if (next === offset) continue;
      const change = this.#changeBetween(at, at + STEP, offset);
      periods.push({ from: since, to: change, offset });
      since = change;
      offset = next;
    }
    return [...periods, { from: since, to: Number.POSITIVE_INFINITY, offset }];
  }

  #changeBetween(before: number, after: number, offset: number): number {
    if (after - before === 1_000) return after;
    const middle = before + Math.floor((after - before) / 2_000) * 1_000;
    return this.#offsetAt(middle) === offset
      ? this.#changeBetween(middle, after, offset)
      : this.#changeBetween(before, middle, offset);
  }

  #offsetAt(instant: number): number {
    // Some runtimes say GMT alone where there is no offset.
    const [, sign, ...parts] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(this.#format.format(instant)) ?? [];
    const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
    const ms = (hours * 60 + minutes) * MINUTE + seconds * 1_000;
    return sign === '-' ? -ms : ms;
  }
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  try {
    if (!/^[A-Za-z]/.test(timeZone)) throw new RangeError('an offset');
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    throw new TimeZoneUnknown('There is no such time zone.', { timeZone });
  }
}

/**
 * The first instant at which the wall clock has got as far as a reading. One that is skipped is reached with the skip; of one that
 * comes twice it is the first: a clock that is put back opens or closes nothing again.
 * @param reading ms from 1970-01-01T00:00 on the wall clock
 */
export function firstInstantOf(reading: number, offsets: readonly OffsetPeriod[]): number {
  const { from, offset } = offsets.find((period) => reading - period.offset < period.to)!;
  return Math.max(reading - offset, from);
}
