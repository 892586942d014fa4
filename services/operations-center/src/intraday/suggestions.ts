import { levelWith, predictedWith, type DayOutlook } from './day-outlook.js';
import type { RosteredBreak } from './rostered-agents.js';
import { shortages, surpluses, type Stretch } from './stretches.js';

/** What a service level was to be, and what it would be then. Shares. */
interface Effect {
  readonly before: number | null;
  readonly after: number | null;
}

export interface Suggestion {
  readonly kind: 'overtime' | 'time-off' | 'skill-relaxation' | 'break-move';
  /** ms since the epoch; of a break, where it is moved from. */
  readonly from: number;
  readonly to: number;
  readonly agents: number;
  /** Of the stretch, and of the day to its end. */
  readonly stretch: Effect;
  readonly day: Effect;
  /** Whose people take the contacts too, and what that costs there. */
  readonly lender?: { readonly planningGroupId: string; readonly name: string; readonly day: Effect };
  /** Whose break begins then instead. */
  readonly move?: { readonly agentId: string; readonly breakFrom: number };
}

/** Contacts of another group take so much longer. */
const UNPRACTISED = 1.15;
const SHORTEST_OVERTIME_MINUTES = 30;
const SHORTEST_TIME_OFF_MINUTES = 60;
const BREAK_MOVES_MS = 2 * 3_600_000;
const MOST = 20;

/**
 * What can be done about the rest of a day, each with its effect by the same model as the outlook; what helps most comes first.
 * @param lenders outlooks of groups whose people could help
 */
export function suggestionsOf(
  outlook: DayOutlook,
  lenders: readonly DayOutlook[],
  breaks: readonly RosteredBreak[],
): Suggestion[] {
  const short = shortages(outlook);
  const all = [
    ...short.map((stretch) => overtime(outlook, stretch)),
    ...short.flatMap((stretch) => lenders.flatMap((lender) => relaxation(outlook, lender, stretch))),
    ...breaks.flatMap((each) => breakMove(outlook, each)),
    ...surpluses(outlook, SHORTEST_TIME_OFF_MINUTES).map((stretch) => timeOff(outlook, stretch)),
  ];
  return all.sort((one, other) => gainOf(other) - gainOf(one)).slice(0, MOST);
}

/** As many as are missing where most are. */
function overtime(outlook: DayOutlook, stretch: Stretch): Suggestion {
  const { intervals, day } = outlook;
  const fewest = Math.ceil(SHORTEST_OVERTIME_MINUTES / day.intervalMinutes);
  const longer = {
    ...stretch,
    last: Math.min(intervals.length - 1, Math.max(stretch.last, stretch.first + fewest - 1)),
  };
  return changed('overtime', outlook, longer, stretch.agents);
}

function timeOff(outlook: DayOutlook, stretch: Stretch): Suggestion {
  return { ...changed('time-off', outlook, stretch, -stretch.agents), agents: stretch.agents };
}

/** As many as the other group can spare all the time. */
function relaxation(outlook: DayOutlook, lender: DayOutlook, stretch: Stretch): Suggestion[] {
  const theirs = lender.intervals.flatMap(({ from }, at) =>
    outlook.intervals[stretch.first]!.from <= from && from <= outlook.intervals[stretch.last]!.from ? [at] : [],
  );
  const spare = Math.min(...theirs.map((at) => lender.intervals[at]!.there - lender.intervals[at]!.needed));
  const lent = Math.min(Math.ceil(stretch.agents * UNPRACTISED), spare);
  const gained = Math.floor(lent / UNPRACTISED + 1e-9);
  if (theirs.length === 0 || gained < 1) return [];
  const after = levelWith(lender, new Map(theirs.map((at) => [at, -lent])));
  const { planningGroupId, name } = lender.day;
  return [
    {
      ...changed('skill-relaxation', outlook, stretch, gained),
      agents: lent,
      lender: { planningGroupId, name, day: { before: lender.levelAtEnd, after } },
    },
  ];
}

/** To where somebody can be spared, as near as can be. */
function breakMove(outlook: DayOutlook, { agentId, from, to }: RosteredBreak): Suggestion[] {
  const { intervals } = outlook;
  const at = (begins: number) =>
    intervals.flatMap((each, place) => (each.from < begins + to - from && each.to > begins ? [place] : []));
  const own = at(from).filter((place) => intervals[place]!.state === 'ahead');
  if (own.length === 0 || !own.some((place) => intervals[place]!.there < intervals[place]!.needed)) return [];
  const places = intervals
    .filter(({ state, from: begins }) => state === 'ahead' && Math.abs(begins - from) <= BREAK_MOVES_MS)
    .map((each) => ({ begins: each.from, taken: at(each.from) }))
    .filter(({ begins, taken }) => Math.abs(begins - from) >= to - from && canSpare(outlook, taken, own.length))
    .sort((one, other) => Math.abs(one.begins - from) - Math.abs(other.begins - from));
  const [nearest] = places;
  if (!nearest) return [];
  const changes = new Map<number, number>([
    ...own.map((place) => [place, 1] as const),
    ...nearest.taken.map((place) => [place, -1] as const),
  ]);
  const after = levelWith(outlook, changes);
  if ((after ?? 0) <= (outlook.levelAtEnd ?? 0)) return [];
  const stretch = { first: own[0]!, last: own.at(-1)!, agents: 1 };
  return [
    {
      ...{ kind: 'break-move', from, to, agents: 1, move: { agentId, breakFrom: nearest.begins } },
      stretch: effectOn(stretch, outlook, changes),
      day: { before: outlook.levelAtEnd, after },
    },
  ];
}

function canSpare({ intervals }: DayOutlook, places: readonly number[], length: number): boolean {
  return places.length >= length && places.every((at) => intervals[at]!.there - 1 >= intervals[at]!.needed);
}

function changed(kind: Suggestion['kind'], outlook: DayOutlook, stretch: Stretch, more: number): Suggestion {
  const { intervals, levelAtEnd } = outlook;
  const places = Array.from({ length: stretch.last - stretch.first + 1 }, (_, at) => stretch.first + at);
  const changes = new Map(places.map((at) => [at, more]));
  return {
    ...{ kind, from: intervals[stretch.first]!.from, to: intervals[stretch.last]!.to, agents: more },
    stretch: effectOn(stretch, outlook, changes),
    day: { before: levelAtEnd, after: levelWith(outlook, changes) },
  };
}

function effectOn(stretch: Stretch, { intervals, day }: DayOutlook, changes: ReadonlyMap<number, number>): Effect {
  const level = (by: ReadonlyMap<number, number>) => {
    let [all, good] = [0, 0];
    for (let at = stretch.first; at <= stretch.last; at += 1) {
      const predicted = predictedWith(intervals[at]!, by.get(at) ?? 0, day);
      all += predicted?.contacts ?? 0;
      good += predicted ? predicted.contacts * predicted.serviceLevel : 0;
    }
    return all > 0 ? good / all : null;
  };
  return { before: level(new Map()), after: level(changes) };
}

function gainOf({ day: { before, after } }: Suggestion): number {
  return (after ?? 0) - (before ?? 0);
}
