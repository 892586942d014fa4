import { explain, type Segment } from '#libs/business-time/sla/explanation';
import type { SlaClock } from '#libs/business-time/sla/sla-clock';
import type { SegmentView } from './ticket-sla.dto.js';

const MINUTE = 60_000;

const STATES = {
  'in-hours': 'running',
  'out-of-hours': 'outside-hours',
  paused: 'paused',
  stopped: 'stopped',
} as const satisfies Record<Segment['why'], SegmentView['state']>;

/** All time from a clock's start until it is due, or now if that is later; what is to come is told apart from what was. */
export function segmentViews(clock: SlaClock, calendar: string, asOf: Date): SegmentView[] {
  const { target, dueAt, state } = clock;
  if (target === null) return [];
  const until = state === 'running' && dueAt !== null && dueAt > asOf ? dueAt : asOf;
  let remaining = target.ms;
  return explain(clock, until)
    .flatMap((segment) => cutAt(asOf, segment))
    .map(({ from, to, counted, why, category }) => {
      const countedMs = counted ? to.getTime() - from.getTime() : 0;
      remaining -= countedMs;
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        state: STATES[why],
        why: inWords(why, category, calendar),
        ticketStatus: category,
        countedMinutes: countedMs / MINUTE,
        remainingMinutes: remaining / MINUTE,
        expected: from >= asOf,
      };
    });
}

function cutAt(at: Date, segment: Segment): Segment[] {
  if (segment.from >= at || segment.to <= at) return [segment];
  return [
    { ...segment, to: at },
    { ...segment, from: at },
  ];
}

function inWords(why: Segment['why'], category: Segment['category'], calendar: string): string {
  if (why === 'in-hours') return `within the hours of ${calendar}`;
  if (why === 'out-of-hours') return `outside the hours of ${calendar}`;
  return why === 'paused' ? `the target pauses while the ticket is ${category}` : `the ticket is ${category}`;
}
