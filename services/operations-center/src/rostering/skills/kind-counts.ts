import { countInThread, countSkilledInThread } from '#libs/roster-search/prepare';
import type { SkilledCounts, SkilledDemand } from '#libs/workforce/shifts/skilled-shift-counts';
import type { Making, PatternOption } from '../generation/making.js';
import { demandOf } from '../generation/problem.js';
import { freeSeats } from '../generation/site-seats.js';
import { makingOf, skillsOf, type Kind } from './kinds.js';

/** What all can do where no skill is asked for. */
const WHOEVER = 'whoever';

/** How many of each kind work which shift, for each kind and day. @throws when it is ended */
export async function kindCounts(
  making: Making,
  options: readonly PatternOption[],
  kinds: readonly Kind[],
  signal: AbortSignal,
): Promise<SkilledCounts> {
  if (kinds.length > 1 || skillsOf(making.roster.demand).length > 0)
    return countSkilledInThread(skilledDemandOf(making, options, kinds), signal);
  return [(await countInThread(demandOf(making, options), signal)).counts];
}

function skilledDemandOf(making: Making, options: readonly PatternOption[], kinds: readonly Kind[]): SkilledDemand {
  const { demand } = making.roster;
  const skills = skillsOf(demand);
  const isAsked = skills.length > 0;
  const { intervalMinutes, options: shifts } = demandOf(making, options);
  return {
    ...{ intervalMinutes, skills: isAsked ? skills : [WHOEVER], options: shifts, seats: freeSeats(making) },
    needed: isAsked
      ? skills.map((skill) => demand.days.map((day) => day.skills?.[skill] ?? day.agents.map(() => 0)))
      : [demand.days.map(({ agents }) => agents)],
    kinds: kinds.map((kind) => {
      const own = demandOf(makingOf(making, kind), options);
      const closed = own.closed!.map((ofDay) => [...ofDay, ...notTheirs(making, options, kind)]);
      return {
        skills: isAsked ? kind.skills : [WHOEVER],
        site: kind.site,
        closed,
        people: own.people,
        weeklyMinutes: own.weeklyMinutes,
        kept: own.kept,
      };
    }),
  };
}

/** Shifts that nobody of them may work. */
function notTheirs({ people }: Making, options: readonly PatternOption[], { places }: Kind): number[] {
  const theirs = new Set(places.flatMap((place) => people[place]!.plan.patternIds));
  return options.flatMap(({ pattern }, at) => (theirs.has(pattern.id) ? [] : [at]));
}
