import { spreadOver } from '#libs/workforce/skills/skill-cover';
import { unplannedShrinkage, withShrinkage } from '#libs/workforce/staffing/required-agents';
import type { SharedPeople, StaffRequirement } from '../planning.api.js';
import type { StaffedDay, SkillPool } from './skill-mix.schema.js';
import type { WholeMix } from './skill-mixes.js';

/** How many of a pool have to be at work by the roster, on the days that are staffed. */
export function poolRequirement(
  { pool, mix }: { readonly pool: SkillPool; readonly mix: WholeMix },
  days: readonly StaffedDay[],
): StaffRequirement {
  const { timeZone: timezone, intervalMinutes } = mix;
  const unplanned = unplannedShrinkage(pool.shrinkagePercent / 100, (pool.plannedShrinkagePercent ?? 0) / 100);
  const rostered = (agents: number) => withShrinkage(agents, unplanned);
  return {
    ...{ planningGroupId: pool.id, timezone, intervalMinutes },
    days: days.map(({ date, agents }) => ({ date, agents: (agents[pool.id] ?? []).map(rostered) })),
  };
}

/**
 * How many each planning group of a mix has of those who have to be at work by the roster, on the days that are staffed. All together they are as many as the
 * simulation needs, which is fewer than each group alone: that is what people who can do several save. They are shared out by what each
 * group would need alone, as far as there are people who take its contacts.
 */
export function mixRequirement(mix: WholeMix, days: readonly StaffedDay[]): StaffRequirement {
  const { id: planningGroupId, timeZone: timezone, intervalMinutes, pools } = mix;
  return {
    ...{ planningGroupId, timezone, intervalMinutes },
    days: days.map((day) => {
      const ids = Object.keys(day.groups).sort();
      const rostered = pools.map((pool) => poolRequirement({ pool, mix }, [day]).days[0]!.agents);
      const length = Math.max(0, ...rostered.map((agents) => agents.length));
      const spread = Array.from({ length }, (_, at) => {
        const kinds = pools.map(({ takes }, pool) => ({
          skills: takes.map((each) => each.planningGroupId),
          people: rostered[pool]![at] ?? 0,
        }));
        return spreadOver(
          kinds,
          ids,
          ids.map((id) => day.groups[id]!.alone[at] ?? 0),
        );
      });
      return {
        date: day.date,
        agents: Array.from({ length }, (_, at) => rostered.reduce((sum, agents) => sum + (agents[at] ?? 0), 0)),
        skills: Object.fromEntries(ids.map((id, place) => [id, spread.map((each) => hundredths(each[place]!))])),
      };
    }),
  };
}

/** Whom the mix's planning groups share on a day; where it is not staffed they share evenly. @param places of the day's intervals, from midnight on */
export function sharedPeople(mix: WholeMix, days: readonly StaffedDay[], places: readonly number[]): SharedPeople {
  const { id, pools } = mix;
  const [day] = mixRequirement(mix, days).days;
  const takes = pools.map((pool) => pool.takes.map(({ planningGroupId }) => planningGroupId));
  return {
    rosters: [
      { planningGroupId: id, takes: null },
      ...pools.map((pool, at) => ({ planningGroupId: pool.id, takes: takes[at]! })),
    ],
    needed: Object.fromEntries(
      [...new Set(takes.flat())].map((group) => {
        const agents = day?.skills?.[group];
        return [group, places.map((place) => (agents ? (agents[place] ?? 0) : 1))];
      }),
    ),
  };
}

function hundredths(people: number): number {
  return Math.round(people * 100) / 100;
}
