import { firstInstantOf, type TimeZone } from './time-zone.js';
import { DAY } from './wall-clock.js';
import type { WorkingDays } from './working-days.js';

/** The open intervals of one UTC year, none touching the next, each with the open ms of the year before it. */
export class OpenYear {
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #openBefore: number[] = [];
  /** Open ms of the whole year. */
  readonly total: number;

  constructor(
    readonly year: number,
    days: WorkingDays,
    zone: TimeZone,
  ) {
    const begin = Date.UTC(year, 0, 1);
    const end = Date.UTC(year + 1, 0, 1);
    // Days of zones behind UTC and the night shifts of the day before reach into it, and days of zones ahead of UTC.
    const [first, last] = [begin / DAY - 2, end / DAY];
    const offsets = zone.offsetsBetween(first * DAY, (last + 1) * DAY);
    let total = 0;
    for (let day = first; day <= last; day += 1) {
      for (const span of days.spansOf(day)) {
        const from = Math.max(begin, firstInstantOf(day * DAY + span.from, offsets));
        const to = Math.min(end, firstInstantOf(day * DAY + span.to, offsets));
        if (to <= from) continue;
        this.#append(from, to, total);
        total += to - from;
      }
    }
    this.total = total;
  }

  #append(from: number, to: number, openBefore: number): void {
    if (this.#to.at(-1) === from) {
      this.#to[this.#to.length - 1] = to;
      return;
    }
    this.#from.push(from);
    this.#to.push(to);
    this.#openBefore.push(openBefore);
  }

  /** Open ms from the beginning of the year to an instant of it. */
  openUntil(instant: number): number {
    const index = lastAtMost(this.#from, instant);
    return index < 0 ? 0 : this.#openBefore[index]! + Math.min(instant, this.#to[index]!) - this.#from[index]!;
  }

  /** The first instant with so much open time behind it: more than 0, at most `total`. */
  instantAfter(open: number): number {
    const index = lastAtMost(this.#openBefore, open - 1);
    return this.#from[index]! + open - this.#openBefore[index]!;
  }

  /** The first open instant from then on; undefined when the year has no more. */
  openFrom(instant: number): number | undefined {
    const index = lastAtMost(this.#from, instant);
    return index >= 0 && instant < this.#to[index]! ? instant : this.#from[index + 1];
  }

  /** When what is open at an instant closes, which may be the end of the year; the instant itself when it is closed. */
  closedFrom(instant: number): number {
    const index = lastAtMost(this.#from, instant);
    return index < 0 ? instant : Math.max(instant, this.#to[index]!);
  }
}

/** The index of the last value of an ascending list that is not above the limit; -1 when all are. */
function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
