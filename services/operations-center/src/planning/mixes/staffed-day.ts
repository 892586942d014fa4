import type { SimulatedCentre, SimulatedQueue, SkillGroup } from '#libs/workforce/staffing/simulation/simulated-centre';
import { neededAgents } from '#libs/workforce/staffing/simulation/agent-search';
import { staffFor, type StaffingRules } from '#libs/workforce/staffing/interval-outlook';

/** A planning group on a day; contacts and handle times by its intervals. */
export interface MixedGroup {
  readonly id: string;
  readonly channel: string;
  readonly rules: StaffingRules;
  readonly share: number;
  readonly contacts: readonly number[];
  readonly handleSeconds: readonly number[];
}

export interface MixedPool {
  readonly id: string;
  readonly takes: readonly { readonly planningGroupId: string; readonly priority: number }[];
}

/** All that a day is staffed from: the same order always gives the same people. */
export interface MixedDay {
  readonly date: string;
  readonly intervalMinutes: number;
  readonly groups: readonly MixedGroup[];
  readonly pools: readonly MixedPool[];
}

export interface StaffedInterval {
  /** By pool. */
  readonly agents: Readonly<Record<string, number>>;
  /** By planning group: by Erlang, if it had people of its own; and the share in time that the mix gives, null where nobody comes. */
  readonly groups: Readonly<Record<string, { readonly alone: number; readonly serviceLevel: number | null }>>;
}

const SEED = 1;
const REPLICATIONS = 6;
/** So many come in each replication, as far as that takes no less and no more than this. */
const CUSTOMERS = 400;
const SHORTEST_SECONDS = 1_800;
const LONGEST_SECONDS = 14_400;
/** Mean time until who gave up calls again: long enough for the queue to be another one, as Erlang X has it. */
const REDIAL_SECONDS = 600;
/** Handle times, and times until redials, until the house is as full as it will be. */
const WARM_UP = 4;

/**
 * The people of each pool with whom every group achieves its service level, interval by interval: by simulation through the router itself, since
 * no formula knows who is shared.
 * @throws GoalInvalid when nobody takes the contacts of a group
 */
export function* staffedDay({ intervalMinutes, groups, pools }: MixedDay): Generator<StaffedInterval, void, void> {
  const known = new Map<string, StaffedInterval>();
  const intervals = Math.max(0, ...groups.map(({ contacts }) => contacts.length));
  for (let at = 0; at < intervals; at += 1) {
    const name = JSON.stringify(groups.map(({ contacts, handleSeconds }) => [contacts[at], handleSeconds[at]]));
    const staffed = known.get(name) ?? staffedInterval(at, intervalMinutes * 60, groups, pools);
    known.set(name, staffed);
    yield staffed;
  }
}

function staffedInterval(
  at: number,
  intervalSeconds: number,
  groups: readonly MixedGroup[],
  pools: readonly MixedPool[],
): StaffedInterval {
  const busy = groups.filter(({ contacts }) => contacts[at]! > 0);
  const centre = centreOf(at, intervalSeconds, busy, pools);
  const found = busy.length === 0 ? null : neededAgents(centre, settingsFor(centre));
  return {
    agents: Object.fromEntries(pools.map(({ id }) => [id, found?.staffing[id] ?? 0])),
    groups: Object.fromEntries(
      groups.map(({ id, rules, contacts, handleSeconds }) => {
        const demand = { contacts: contacts[at]!, handleSeconds: handleSeconds[at]!, intervalSeconds };
        const serviceLevel = found?.figures.queues[id]?.serviceLevel.mean ?? null;
        return [id, { alone: staffFor(demand, rules).agents, serviceLevel }];
      }),
    ),
  };
}

function centreOf(
  at: number,
  intervalSeconds: number,
  groups: readonly MixedGroup[],
  pools: readonly MixedPool[],
): SimulatedCentre {
  const queues = groups.map((group): SimulatedQueue => ({
    ...{ id: group.id, channel: group.channel, requires: [], strategy: 'longest-idle' },
    contactsPerHour: (group.contacts[at]! * 3_600) / intervalSeconds,
    handle: { shape: 'exponential', meanSeconds: group.handleSeconds[at]! },
    patienceSeconds: group.rules.patienceSeconds,
    ...(group.rules.redialShare > 0 && { redials: { share: group.rules.redialShare, afterSeconds: REDIAL_SECONDS } }),
    target: { ...group.rules.level, share: group.share },
  }));
  const skillGroups = pools.flatMap(({ id, takes }): SkillGroup[] => {
    const taken = takes.filter(({ planningGroupId }) => groups.some((group) => group.id === planningGroupId));
    if (taken.length === 0) return [];
    const slots = Object.fromEntries(
      taken.map(({ planningGroupId }) => {
        const { channel, rules } = groups.find((group) => group.id === planningGroupId)!;
        return [channel, rules.concurrentContacts];
      }),
    );
    const memberships = taken.map(({ planningGroupId, priority }) => ({ queueId: planningGroupId, priority }));
    return [{ id, skills: {}, queues: memberships, slots }];
  });
  return { queues, groups: skillGroups };
}

function settingsFor({ queues }: SimulatedCentre) {
  const perSecond = queues.reduce((sum, { contactsPerHour }) => sum + contactsPerHour, 0) / 3_600;
  const longest = Math.max(...queues.map(({ handle }) => handle.meanSeconds));
  const seconds = Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, CUSTOMERS / perSecond));
  const redials = queues.some((queue) => queue.redials) ? REDIAL_SECONDS : 0;
  return { seconds, warmUpSeconds: WARM_UP * (longest + redials), replications: REPLICATIONS, seed: SEED };
}
