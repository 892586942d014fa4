/** Instants are ms since the epoch. */
export interface Interval {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

/** What everything is counted by; longer intervals are made of it. */
export const QUARTER_MS = 15 * 60_000;

/** The quarter of an hour an instant is in. Offsets of time zones are whole quarters: it is one on every wall clock. */
export function quarterOf(at: number): number {
  return at - (at % QUARTER_MS);
}

/** The parts of a stretch by the quarters it touches, in order. */
export function byQuarters({ from, to }: Interval): (Interval & { readonly quarter: number })[] {
  const parts = [];
  for (let start = from; start < to; start = quarterOf(start) + QUARTER_MS) {
    const quarter = quarterOf(start);
    parts.push({ quarter, from: start, to: Math.min(to, quarter + QUARTER_MS) });
  }
  return parts;
}

/** The intervals of a day, in order; 92 or 100 quarters where the clock is changed. */
export function intervalsOf({ from, to }: Interval, lengthMs: number): Interval[] {
  const intervals = [];
  for (let start = from; start < to; start += lengthMs)
    intervals.push({ from: start, to: Math.min(to, start + lengthMs) });
  return intervals;
}

/** The interval of its day that an instant is in. */
export function intervalAt(at: number, day: Interval, lengthMs: number): Interval {
  const from = day.from + Math.floor((at - day.from) / lengthMs) * lengthMs;
  return { from, to: Math.min(day.to, from + lengthMs) };
}

/** What two stretches share, ms. */
export function overlapMs(one: Interval, other: Interval): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
}
