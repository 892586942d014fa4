import { Injectable } from '@nestjs/common';
import { PublishedRosters, RosterGroups, type PublishedActivity } from '../rostering/rostering.api.js';

/** Of somebody who is rostered for the group; instants are ms since the epoch. */
interface Stretch {
  readonly agentId: string;
  readonly from: number;
  readonly to: number;
}

export interface RosteredBreak extends Stretch {
  /** Work from the pause, training or beginning before it to the next one after: where it may be moved to. */
  readonly room: { readonly from: number; readonly to: number };
}

export interface RosteredDay {
  /** Who are rostered to work and not on a break, in each interval: those who are there for most of it. */
  readonly agents: readonly number[];
  readonly breaks: readonly RosteredBreak[];
}

/** Instants are ms since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Who will be there, by the published rosters. */
@Injectable()
export class RosteredAgents {
  constructor(
    private readonly rosters: PublishedRosters,
    private readonly groups: RosterGroups,
  ) {}

  /** Null: nobody is rostered for the group on the day, so nothing is known of who will come. */
  async of(planningGroupId: string, intervals: readonly Interval[]): Promise<RosteredDay | null> {
    const agentIds = await this.groups.members(planningGroupId);
    const [first, last] = [intervals[0], intervals.at(-1)];
    if (agentIds.length === 0 || first === undefined || last === undefined) return null;
    const all = await this.rosters.activities(agentIds, new Date(first.from), new Date(last.to));
    const own = all.filter((each) => each.planningGroupId === undefined || each.planningGroupId === planningGroupId);
    return own.some(({ activity }) => activity === 'work') ? rosteredDay(own, intervals) : null;
  }
}

export function rosteredDay(activities: readonly PublishedActivity[], intervals: readonly Interval[]): RosteredDay {
  const ofKind = (...kinds: PublishedActivity['activity'][]) =>
    activities
      .filter(({ activity }) => kinds.includes(activity))
      .map(({ agentId, from, to }) => ({ agentId, from: from.getTime(), to: to.getTime() }));
  const work = ofKind('work');
  const roomOf = ({ agentId, from, to }: Stretch) => ({
    from: work.find((each) => each.agentId === agentId && each.to === from)?.from ?? from,
    to: work.find((each) => each.agentId === agentId && each.from === to)?.to ?? to,
  });
  return {
    agents: intervals.map((interval) => present(work, interval)),
    breaks: ofKind('break').map((each) => ({ ...each, room: roomOf(each) })),
  };
}

/** People, not pieces of work: one may have several in an interval. */
function present(work: readonly Stretch[], { from, to }: Interval): number {
  const there = new Map<string, number>();
  for (const each of work) {
    const shared = Math.min(each.to, to) - Math.max(each.from, from);
    if (shared > 0) there.set(each.agentId, (there.get(each.agentId) ?? 0) + shared);
  }
  return [...there.values()].filter((ms) => 2 * ms >= to - from).length;
}
