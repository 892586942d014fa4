import { Clock } from '#libs/kernel/clock';

const MS = { milliseconds: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** e.g. `{ hours: 1, minutes: 30 }`; parts may be negative or fractions. */
export type Span = Partial<Record<keyof typeof MS, number>>;

/** Stands still until the test moves it. */
export class FakeClock extends Clock {
  #now: number;

  /** @param start ISO-8601 with offset. */
  constructor(start = '2026-11-23T09:00:00Z') {
    super();
    this.#now = millisecondsOf(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** @param by milliseconds or a span. */
  advance(by: number | Span): void {
    this.#now += typeof by === 'number' ? by : lengthOf(by);
  }

  /** @param instant ISO-8601 with offset. */
  set(instant: string): void {
    this.#now = millisecondsOf(instant);
  }
}

function lengthOf(span: Span): number {
  return (Object.keys(span) as (keyof typeof MS)[]).reduce((sum, unit) => sum + (span[unit] ?? 0) * MS[unit], 0);
}

/** @throws RangeError when it is no ISO-8601 instant, or one that means another time in another place. */
function millisecondsOf(instant: string): number {
  const ms = /(Z|[+-]\d\d:\d\d)$/.test(instant) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError(`not an ISO-8601 instant with its offset: ${instant}`);
  return ms;
}
