import { countInThread, countSkilledInThread } from '#libs/roster-search/prepare';
import type { SkilledCounts, SkilledDemand } from '#libs/workforce/shifts/skilled-shift-counts';
import type { Making, PatternOption } from '../generation/making.js';
import { demandOf } from '../generation/problem.js';
import { makingOf, skillsOf, type Kind } from './kinds.js';

/** How many of each kind work which shift, for each kind and day. @throws when it is ended */
export async function kindCounts(
  making: Making,
  options: readonly PatternOption[],
  kinds: readonly Kind[],
  signal: AbortSignal,
): Promise<SkilledCounts> {
  if (skillsOf(making.roster.demand).length > 0)
    return countSkilledInThread(skilledDemandOf(making, options, kinds), signal);
  return [(await countInThread(demandOf(making, options), signal)).counts];
}

function skilledDemandOf(making: Making, options: readonly PatternOption[], kinds: readonly Kind[]): SkilledDemand {
  const { demand } = making.roster;
  const skills = skillsOf(demand);
  const { intervalMinutes, seats, options: shifts } = demandOf(making, options);
  return {
    ...{ intervalMinutes, seats, skills, options: shifts },
    needed: skills.map((skill) => demand.days.map((day) => day.skills?.[skill] ?? day.agents.map(() => 0))),
    kinds: kinds.map((kind) => {
      const own = demandOf(makingOf(making, kind), options);
      const closed = own.closed!.map((ofDay) => [...ofDay, ...notTheirs(making, options, kind)]);
      return { skills: kind.skills, closed, people: own.people, weeklyMinutes: own.weeklyMinutes, kept: own.kept };
    }),
  };
}

/** Shifts that nobody of them may work. */
function notTheirs({ people }: Making, options: readonly PatternOption[], { places }: Kind): number[] {
  const theirs = new Set(places.flatMap((place) => people[place]!.plan.patternIds));
  return options.flatMap(({ pattern }, at) => (theirs.has(pattern.id) ? [] : [at]));
}
