import { GoalInvalid } from '../staffing.errors.js';
import { simulate, type Simulated } from './simulate.js';
import type { SimulatedCentre, SimulationSettings, SkillGroup, Staffing } from './simulated-centre.js';

export interface AgentSearch {
  readonly staffing: Staffing;
  readonly figures: Simulated;
  /** Staffings that were simulated. */
  readonly tried: number;
}

/** Of the load, what the search begins with. */
const FIRST_SHARE = 0.85;

/**
 * How many people each skill group needs so that every queue achieves its target, on the mean of the replications: people are added where that
 * helps the queues behind their targets most for what they cost, then taken away, the dearest first, as long as all targets are achieved. No group
 * of the answer can spare anybody; another mix may be as good.
 * @param costs of one of a group; 1 where it is not named @param most people altogether
 * @throws GoalInvalid when so many do not achieve it, or nobody takes a queue's contacts
 */
export function neededAgents(
  centre: SimulatedCentre,
  settings: SimulationSettings,
  costs: Readonly<Record<string, number>> = {},
  most = 2_000,
): AgentSearch {
  refuseUnserved(centre);
  const known = new Map<string, Simulated>();
  const look = (staffing: Staffing) => {
    const name = JSON.stringify(staffing);
    const figures = known.get(name) ?? simulate(centre, staffing, settings);
    known.set(name, figures);
    return figures;
  };
  const cost = (group: SkillGroup) => costs[group.id] ?? 1;
  let staffing = firstGuess(centre);
  for (let missing = missingIn(centre, look(staffing)); missing > 0; missing = missingIn(centre, look(staffing))) {
    if (totalOf(staffing) >= most) throw new GoalInvalid(`${most} people do not achieve it.`);
    const ways = centre.groups.map((group) => {
      const more = withMore(staffing, group, 1);
      return { more, gain: (missing - missingIn(centre, look(more))) / cost(group) };
    });
    staffing = ways.reduce((best, way) => (way.gain > best.gain ? way : best)).more;
  }
  for (const group of centre.groups.toSorted((one, other) => cost(other) - cost(one)))
    while (staffing[group.id]! > 0 && missingIn(centre, look(withMore(staffing, group, -1))) === 0)
      staffing = withMore(staffing, group, -1);
  return { staffing, figures: look(staffing), tried: known.size };
}

/** Each queue's load spread over the groups that take it; some less than all of it. */
function firstGuess({ queues, groups }: SimulatedCentre): Staffing {
  const load = new Map<string, number>();
  for (const queue of queues) {
    const takers = groups.filter((group) => takes(group, queue.id));
    const erlangs = (queue.contactsPerHour * queue.handle.meanSeconds) / 3_600;
    for (const { id, slots } of takers)
      load.set(id, (load.get(id) ?? 0) + erlangs / takers.length / (slots[queue.channel] ?? 1));
  }
  return Object.fromEntries(groups.map(({ id }) => [id, Math.floor(FIRST_SHARE * (load.get(id) ?? 0))]));
}

/** How far queues are behind their targets, by their contacts; 0: none is. */
function missingIn({ queues }: SimulatedCentre, { queues: figures }: Simulated): number {
  return queues.reduce((sum, { id, contactsPerHour, target }) => {
    return sum + contactsPerHour * Math.max(0, target.share - figures[id]!.serviceLevel.mean);
  }, 0);
}

function refuseUnserved({ queues, groups }: SimulatedCentre): void {
  const unserved = queues.find(({ id }) => !groups.some((group) => takes(group, id)));
  if (unserved) throw new GoalInvalid('Nobody takes the contacts of a queue.', { queueId: unserved.id });
}

function takes(group: SkillGroup, queueId: string): boolean {
  return group.queues.some((each) => each.queueId === queueId);
}

function withMore(staffing: Staffing, { id }: SkillGroup, more: number): Staffing {
  return { ...staffing, [id]: staffing[id]! + more };
}

function totalOf(staffing: Staffing): number {
  return Object.values(staffing).reduce((sum, count) => sum + count, 0);
}
