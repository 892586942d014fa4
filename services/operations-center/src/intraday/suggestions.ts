import { breakMove } from './break-moves.js';
import { levelWith, type DayOutlook } from './day-outlook.js';
import { effectOn, type Suggestion } from './suggestion.js';
import type { RosteredBreak } from './rostered-agents.js';
import { shortages, surpluses, type Stretch } from './stretches.js';

/** Contacts of another group take so much longer. */
const UNPRACTISED = 1.15;
const SHORTEST_OVERTIME_MINUTES = 30;
const SHORTEST_TIME_OFF_MINUTES = 60;
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

function gainOf({ day: { before, after } }: Suggestion): number {
  return (after ?? 0) - (before ?? 0);
}
