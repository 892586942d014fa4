import { levelWith, type DayOutlook } from './day-outlook.js';
import type { RosteredBreak } from './rostered-agents.js';
import { effectOn, type Suggestion } from './suggestion.js';

const FURTHEST_MS = 2 * 3_600_000;

interface Place {
  /** ms since the epoch. */
  readonly begins: number;
  readonly intervals: readonly number[];
}

/** A break at a time when people are missing, to the nearest time at which somebody can be spared and the day gains by it. */
export function breakMove(outlook: DayOutlook, taken: RosteredBreak): Suggestion[] {
  const { intervals, levelAtEnd } = outlook;
  const { agentId, from, to } = taken;
  const own = intervalsOf(outlook, from, to - from);
  const isMissed = own.some((at) => intervals[at]!.there < intervals[at]!.needed);
  if (!isMissed || !own.every((at) => intervals[at]!.state === 'ahead')) return [];
  for (const { begins, intervals: other } of placesFor(outlook, taken)) {
    const changes = new Map([...own.map((at) => [at, 1] as const), ...other.map((at) => [at, -1] as const)]);
    const after = levelWith(outlook, changes);
    if ((after ?? 0) <= (levelAtEnd ?? 0)) continue;
    const stretch = effectOn({ first: own[0]!, last: own.at(-1)! }, outlook, changes);
    const move = { agentId, breakFrom: begins };
    return [{ kind: 'break-move', from, to, agents: 1, move, stretch, day: { before: levelAtEnd, after } }];
  }
  return [];
}

/** In the same stretch of work, the nearest first. */
function placesFor(outlook: DayOutlook, { from, to, room }: RosteredBreak): Place[] {
  const { intervals } = outlook;
  const distance = ({ begins }: Pick<Place, 'begins'>) => Math.abs(begins - from);
  const canSpare = (at: number) => intervals[at]!.there - 1 >= intervals[at]!.needed;
  return intervals
    .filter(({ state, from: begins }) => state === 'ahead' && begins >= room.from && begins + to - from <= room.to)
    .map(({ from: begins }) => ({ begins, intervals: intervalsOf(outlook, begins, to - from) }))
    .filter(
      (place) => distance(place) >= to - from && distance(place) <= FURTHEST_MS && place.intervals.every(canSpare),
    )
    .sort((one, other) => distance(one) - distance(other));
}

function intervalsOf({ intervals }: DayOutlook, begins: number, lengthMs: number): number[] {
  return intervals.flatMap(({ from, to }, at) => (from < begins + lengthMs && to > begins ? [at] : []));
}
