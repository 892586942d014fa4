/** `unknown`: nobody said since when the agent is there. */
export type Tenure = 'new' | 'experienced' | 'unknown';

/** Instants are ms since the epoch; the end is excluded. */
interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TenureSpan extends Span {
  readonly tenure: Tenure;
}

/**
 * The parts of a time in which somebody is new, and experienced.
 * @param experiencedFrom ms since the epoch; null: unknown
 */
export function tenureSpans({ from, to }: Span, experiencedFrom: number | null): TenureSpan[] {
  if (experiencedFrom === null) return [{ tenure: 'unknown', from, to }];
  const turn = Math.min(Math.max(experiencedFrom, from), to);
  const spans: TenureSpan[] = [
    { tenure: 'new', from, to: turn },
    { tenure: 'experienced', from: turn, to },
  ];
  return spans.filter((span) => span.from < span.to);
}

/** The same day so many months later, or the last of a month that has no such day. @param date e.g. 2026-11-23 */
export function monthsAfter(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
