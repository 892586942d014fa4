import type { LongerShift, MovableBreak } from '../rostering/live-rosters.api.js';
import { breakMove } from './break-moves.js';
import type { DayOutlook } from './day-outlook.js';
import { relaxation, type Lender } from './relaxation.js';
import { shortages, surpluses, type Stretch } from './stretches.js';
import { changedBy, type Suggestion } from './suggestion.js';

const SHORTEST_OVERTIME_MINUTES = 30;
const SHORTEST_TIME_OFF_MINUTES = 60;
const MOST = 20;

/** Who and what could help. */
export interface Means {
  readonly lenders: readonly Lender[];
  readonly breaks: readonly MovableBreak[];
  /** For each time of `overtimes`, whose shifts could be longer; null: nobody is rostered, so nobody can be named. */
  readonly longer: readonly (readonly LongerShift[])[] | null;
}

/** What can be done about the rest of a day, each with its effect by the same model as the outlook; what helps most comes first. */
export function suggestionsOf(outlook: DayOutlook, { lenders, breaks, longer }: Means): Suggestion[] {
  const short = shortages(outlook);
  const all = [
    ...overtimes(outlook).flatMap((stretch, at) => overtime(outlook, stretch, longer && (longer[at] ?? []))),
    ...short.flatMap((stretch) => lenders.flatMap((lender) => relaxation(outlook, lender, stretch))),
    ...breaks.flatMap((each) => breakMove(outlook, each)),
    ...surpluses(outlook, SHORTEST_TIME_OFF_MINUTES).map((stretch) => everywhere('time-off', outlook, stretch, -1)),
  ];
  return all.sort((one, other) => gainOf(other) - gainOf(one)).slice(0, MOST);
}

/** When people are missing, each for as long as it is worth to stay. */
export function overtimes({ intervals, day, ...outlook }: DayOutlook): Stretch[] {
  const fewest = Math.ceil(SHORTEST_OVERTIME_MINUTES / day.intervalMinutes);
  return shortages({ intervals, day, ...outlook }).map((stretch) => ({
    ...stretch,
    last: Math.min(intervals.length - 1, Math.max(stretch.last, stretch.first + fewest - 1)),
  }));
}

/** As many as are missing where most are; of those who are named, who stays longest. */
function overtime(outlook: DayOutlook, stretch: Stretch, longer: readonly LongerShift[] | null): Suggestion[] {
  if (longer === null) return [everywhere('overtime', outlook, stretch, 1)];
  const length = ({ from, to }: LongerShift) => to.getTime() - from.getTime();
  const staying = longer.toSorted((one, other) => length(other) - length(one)).slice(0, stretch.agents);
  const covers = ({ from, to }: LongerShift, at: number) => {
    const interval = outlook.intervals[at]!;
    return from.getTime() <= interval.from && interval.to <= to.getTime();
  };
  const places = placesOf(stretch).map((at) => [at, staying.filter((each) => covers(each, at)).length] as const);
  if (places.every(([, people]) => people === 0)) return [];
  const shifts = staying.map(({ from, to, ...seen }) => ({
    ...{ ...seen, from: from.toISOString(), to: to.toISOString() },
  }));
  const suggestion = changedBy('overtime', outlook, stretch, new Map(places));
  return [{ ...suggestion, agents: staying.length, change: { kind: 'overtime', shifts } }];
}

/** @param sign more or fewer of them */
function everywhere(kind: Suggestion['kind'], outlook: DayOutlook, stretch: Stretch, sign: 1 | -1): Suggestion {
  const changes = new Map(placesOf(stretch).map((at) => [at, sign * stretch.agents]));
  return { ...changedBy(kind, outlook, stretch, changes), agents: stretch.agents };
}

function placesOf({ first, last }: Stretch): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function gainOf({ day: { before, after } }: Suggestion): number {
  return (after ?? 0) - (before ?? 0);
}
