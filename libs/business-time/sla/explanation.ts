import { businessTimeBetween, isOpen, nextClosing, nextOpening } from '../business-time.js';
import type { Calendar } from '../calendar.js';
import type { SlaClock } from './sla-clock.js';
import type { StatusCategory } from './sla-policy.js';
import type { Stretch } from './stretches.js';

export interface Segment {
  readonly from: Date;
  readonly to: Date;
  readonly counted: boolean;
  readonly why: 'in-hours' | 'out-of-hours' | 'paused' | 'stopped';
  /** The ticket's. */
  readonly category: StatusCategory;
}

/**
 * Accounts for all time from a clock's start until an instant, or its end, without gaps. What is counted in it sums up to the target
 * when `until` is the due time of a clock that runs, and to the elapsed time when it is the time the clocks were taken.
 * Nothing without a target.
 */
export function explain({ stretches, target }: SlaClock, until: Date): Segment[] {
  if (target === null) return [];
  return stretches
    .map((stretch) => ({ ...stretch, to: Math.min(stretch.to, until.getTime()) }))
    .filter(({ from, to }) => from < to)
    .flatMap((stretch) => segmentsOf(stretch, target.calendar));
}

function segmentsOf({ standing, category, from, to }: Stretch, calendar: Calendar): Segment[] {
  const end = new Date(to);
  if (standing !== 'running') return [{ from: new Date(from), to: end, counted: false, why: standing, category }];
  const segments: Segment[] = [];
  for (let at = new Date(from); at < end;) {
    const counted = isOpen(calendar, at);
    const change = counted ? nextClosing(calendar, at) : nextOpeningBefore(end, calendar, at);
    const next = change !== null && change < end ? change : end;
    segments.push({ from: at, to: next, counted, why: counted ? 'in-hours' : 'out-of-hours', category });
    at = next;
  }
  return segments;
}

/** Null when there is none: not even a calendar that opens no more is asked for what is not needed. */
function nextOpeningBefore(end: Date, calendar: Calendar, from: Date): Date | null {
  return businessTimeBetween(calendar, from, end) > 0 ? nextOpening(calendar, from) : null;
}
