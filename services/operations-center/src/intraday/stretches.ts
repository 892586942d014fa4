import type { DayOutlook, OutlookInterval } from './day-outlook.js';

/** Intervals in a row, both ends included, and how many people too few or too many there are. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly agents: number;
}

/** Where too few will be there; as many as are missing where most are. */
export function shortages({ intervals }: DayOutlook): Stretch[] {
  const missing = ({ needed, there }: OutlookInterval) => needed - Math.floor(there);
  return runs(intervals, (interval) => missing(interval) > 0).map(({ first, last }) => ({
    ...{ first, last },
    agents: Math.max(...intervals.slice(first, last + 1).map(missing)),
  }));
}

/** Where too many will be there for so long; as many as can go all that time. */
export function surpluses({ intervals, day }: DayOutlook, minutes: number): Stretch[] {
  const spare = ({ needed, there }: OutlookInterval) => Math.floor(there) - needed;
  return runs(intervals, (interval) => spare(interval) > 0)
    .filter(({ first, last }) => (last - first + 1) * day.intervalMinutes >= minutes)
    .map(({ first, last }) => ({
      ...{ first, last },
      agents: Math.min(...intervals.slice(first, last + 1).map(spare)),
    }));
}

/** Of those that have not begun. */
function runs(intervals: readonly OutlookInterval[], isMeant: (interval: OutlookInterval) => boolean) {
  const found: { first: number; last: number }[] = [];
  intervals.forEach((interval, at) => {
    if (interval.state !== 'ahead' || !isMeant(interval)) return;
    const open = found.at(-1);
    if (open?.last === at - 1) open.last = at;
    else found.push({ first: at, last: at });
  });
  return found;
}
