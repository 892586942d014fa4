import type { Demand } from './demand.js';
import { erlangA } from './erlang-a.js';
import { Palm } from './palm.js';
import { requiredAgents, unplannedShrinkage, withShrinkage, type ServiceGoal } from './required-agents.js';
import { levelOf, type LevelTarget } from './service-level.js';
import { Overloaded } from './staffing.errors.js';

/** How a planning group is staffed. */
export interface StaffingRules {
  readonly goal: ServiceGoal;
  /** What the service level is said by. */
  readonly level: LevelTarget;
  /** Mean, in seconds; Infinity: nobody gives up. */
  readonly patienceSeconds: number;
  /** Share of paid time that is not worked. */
  readonly shrinkage: number;
  /** The part of it that rosters place themselves – pauses, training, leave –, of paid time too. */
  readonly plannedShrinkage: number;
  /** Contacts that an agent has at a time; handle times are those of one among them. */
  readonly concurrentContacts: number;
}

export interface Staff {
  /** Who has to be there. */
  readonly agents: number;
  /** Who have to be paid for that: with all shrinkage. */
  readonly scheduled: number;
  /** Who have to be at work by the roster for that: with what is not planned of it. */
  readonly rostered: number;
}

/** What is expected of an interval with so many agents there. Shares from 0 to 1, durations in seconds. */
export interface IntervalOutlook {
  readonly contacts: number;
  readonly agents: number;
  readonly erlangs: number;
  readonly serviceLevel: number;
  readonly abandonShare: number;
  /** Null: nobody is answered in the long run. */
  readonly averageSpeedOfAnswerSeconds: number | null;
  readonly occupancy: number;
  /** More work than the agents can do, and nobody gives up. */
  readonly isOverloaded: boolean;
}

/** The fewest who achieve the goal; nobody where nobody comes. @throws GoalInvalid, DemandInvalid */
export function staffFor(demand: Demand, rules: StaffingRules): Staff {
  if (demand.contacts <= 0) return { agents: 0, scheduled: 0, rostered: 0 };
  const { goal, patienceSeconds, shrinkage, plannedShrinkage, concurrentContacts } = rules;
  const places = requiredAgents({ ...demand, patienceSeconds }, goal);
  const agents = Math.ceil(places / concurrentContacts);
  const rostered = withShrinkage(agents, unplannedShrinkage(shrinkage, plannedShrinkage));
  return { agents, scheduled: withShrinkage(agents, shrinkage), rostered };
}

/** Of those who are scheduled, how many are there: whole people. */
export function presentOf(scheduled: number, shrinkage: number): number {
  return Math.floor(scheduled * (1 - shrinkage) + 1e-9);
}

/** @throws DemandInvalid */
export function outlookOf(demand: Demand, agents: number, rules: StaffingRules): IntervalOutlook {
  const { contacts, handleSeconds, intervalSeconds } = demand;
  const erlangs = (contacts * handleSeconds) / intervalSeconds;
  const places = agents * rules.concurrentContacts;
  const nobody = { contacts, agents, erlangs, isOverloaded: false };
  if (contacts <= 0)
    return { ...nobody, serviceLevel: 1, abandonShare: 0, averageSpeedOfAnswerSeconds: 0, occupancy: 0 };
  const lost = rules.patienceSeconds < Infinity;
  const overloaded = { ...nobody, serviceLevel: 0, averageSpeedOfAnswerSeconds: null, occupancy: 1 };
  if (places === 0) return { ...overloaded, abandonShare: lost ? 1 : 0, isOverloaded: !lost };
  try {
    const impatient = { ...demand, patienceSeconds: rules.patienceSeconds };
    const performance = erlangA(impatient, places);
    const promised = (lost ? new Palm(impatient).with(places) : undefined) ?? performance;
    const { abandonShare, averageSpeedOfAnswerSeconds, occupancy } = performance;
    return {
      ...nobody,
      ...{ abandonShare, averageSpeedOfAnswerSeconds, occupancy, serviceLevel: levelOf(promised, rules.level) },
    };
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error;
    return { ...overloaded, abandonShare: 0, isOverloaded: true };
  }
}

/** Intervals together: shares by who comes, speed by who is answered, occupancy by the agents' time. */
export function togetherOf(intervals: readonly IntervalOutlook[]): IntervalOutlook {
  const sum = (of: (each: IntervalOutlook) => number) => intervals.reduce((all, each) => all + of(each), 0);
  const contacts = sum((each) => each.contacts);
  const agents = sum((each) => each.agents);
  const mean = (of: (each: IntervalOutlook) => number) =>
    contacts > 0 ? sum((each) => of(each) * each.contacts) / contacts : 0;
  const answeredOf = (each: IntervalOutlook) => each.contacts * (1 - each.abandonShare);
  const answered = sum(answeredOf);
  const waits = sum((each) =>
    answeredOf(each) === 0 ? 0 : answeredOf(each) * (each.averageSpeedOfAnswerSeconds ?? Infinity),
  );
  const speed = answered > 0 ? waits / answered : 0;
  return {
    ...{ contacts, agents, erlangs: sum((each) => each.erlangs) },
    serviceLevel: contacts > 0 ? mean((each) => each.serviceLevel) : 1,
    abandonShare: mean((each) => each.abandonShare),
    averageSpeedOfAnswerSeconds: Number.isFinite(speed) ? speed : null,
    occupancy: agents > 0 ? sum((each) => each.occupancy * each.agents) / agents : 0,
    isOverloaded: intervals.some((each) => each.isOverloaded),
  };
}
