import { spreadOver } from '#libs/workforce/skills/skill-cover';
import { Injectable } from '@nestjs/common';
import type { PlannedDay, SharedPeople } from '../planning/planning.api.js';
import { PublishedRosters, RosterGroups, type PublishedActivity } from '../rostering/rostering.api.js';

/** Work of somebody who is rostered for the group; instants are ms since the epoch. */
export interface WorkStretch {
  readonly agentId: string;
  readonly from: number;
  readonly to: number;
}

export interface RosteredDay {
  /** Who are rostered to work and not on a break, in each interval: those who are there for most of it, and parts of those who are shared. */
  readonly agents: readonly number[];
  readonly work: readonly WorkStretch[];
}

/** Instants are ms since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

type DayToStaff = Pick<PlannedDay, 'planningGroupId' | 'intervals' | 'sharing'>;

/** People who can do the same of a mix, and how many of them are there in each interval. */
export interface KindThere {
  readonly skills: readonly string[];
  readonly agents: readonly number[];
}

/** Who will be there, by the published rosters. */
@Injectable()
export class RosteredAgents {
  constructor(
    private readonly rosters: PublishedRosters,
    private readonly groups: RosterGroups,
  ) {}

  /** Null: nobody is rostered on the day whose contacts are those of the group, so nothing is known of who will come. */
  async of({ planningGroupId, intervals, sharing }: DayToStaff): Promise<RosteredDay | null> {
    const own = await this.#day(planningGroupId, await this.groups.members(planningGroupId), intervals);
    const shared: number[][] = [];
    for (const mix of sharing) {
      const kinds = await this.#kinds(mix, intervals);
      if (kinds.length > 0) shared.push(sharedAgents(planningGroupId, kinds, mix.needed));
    }
    if (own.work.length === 0 && shared.length === 0) return null;
    const more = (at: number) => shared.reduce((sum, agents) => sum + agents[at]!, 0);
    return { work: own.work, agents: own.agents.map((agents, at) => agents + more(at)) };
  }

  /** Who are there of a mix, by what they can do of it; nobody who is at work: none. */
  async #kinds({ rosters, needed }: SharedPeople, intervals: readonly Interval[]): Promise<KindThere[]> {
    const kinds: KindThere[] = [];
    for (const { planningGroupId, takes } of rosters) {
      const skills = await this.groups.skills(planningGroupId);
      const can = (agentId: string) => Object.keys(needed).filter((id) => (takes ?? skills.get(agentId)!).includes(id));
      for (const [name, agentIds] of Map.groupBy(skills.keys(), (agentId) => can(agentId).join())) {
        const { agents, work } = await this.#day(planningGroupId, agentIds, intervals);
        if (work.length > 0) kinds.push({ skills: name.split(','), agents });
      }
    }
    return kinds;
  }

  async #day(planningGroupId: string, agentIds: string[], intervals: readonly Interval[]): Promise<RosteredDay> {
    const [first, last] = [intervals[0], intervals.at(-1)];
    if (agentIds.length === 0 || first === undefined || last === undefined) return rosteredDay([], intervals);
    const all = await this.rosters.activities(agentIds, new Date(first.from), new Date(last.to));
    const isTheirs = (each: PublishedActivity) =>
      each.planningGroupId === undefined || each.planningGroupId === planningGroupId;
    return rosteredDay(all.filter(isTheirs), intervals);
  }
}

/** Of people who take the contacts of several planning groups, how many do those of one, in parts: as their planned split says. */
export function sharedAgents(
  planningGroupId: string,
  kinds: readonly KindThere[],
  needed: SharedPeople['needed'],
): number[] {
  const ids = Object.keys(needed);
  const place = ids.indexOf(planningGroupId);
  return needed[planningGroupId]!.map((_, at) => {
    const there = kinds.map(({ skills, agents }) => ({ skills, people: agents[at] ?? 0 }));
    const asked = ids.map((id) => needed[id]![at]!);
    return spreadOver(there, ids, asked)[place]!;
  });
}

export function rosteredDay(activities: readonly PublishedActivity[], intervals: readonly Interval[]): RosteredDay {
  const work = activities
    .filter(({ activity }) => activity === 'work')
    .map(({ agentId, from, to }) => ({ agentId, from: from.getTime(), to: to.getTime() }));
  return { work, agents: intervals.map((interval) => present(work, interval)) };
}

/** People, not pieces of work: one may have several in an interval. */
function present(work: readonly WorkStretch[], { from, to }: Interval): number {
  const there = new Map<string, number>();
  for (const each of work) {
    const shared = Math.min(each.to, to) - Math.max(each.from, from);
    if (shared > 0) there.set(each.agentId, (there.get(each.agentId) ?? 0) + shared);
  }
  return [...there.values()].filter((ms) => 2 * ms >= to - from).length;
}
