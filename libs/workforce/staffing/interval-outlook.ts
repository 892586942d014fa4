import type { Demand } from './demand.js';
import { erlangA } from './erlang/erlang-a.js';
import { Palm } from './erlang/palm.js';
import { requiredAgents, unplannedShrinkage, withShrinkage, type ServiceGoal } from './required-agents.js';
import { withRedials } from './erlang/redials.js';
import { levelOf, type LevelTarget } from './service-level.js';
import { Overloaded } from './staffing.errors.js';

/** How a planning group is staffed. */
export interface StaffingRules {
  readonly goal: ServiceGoal;
  /** What the service level is said by. */
  readonly level: LevelTarget;
  /** Mean, in seconds; Infinity: nobody gives up. */
  readonly patienceSeconds: number;
  /** Of those who give up, the share that calls again, each time; they come on top of what is forecast (Erlang X). */
  readonly redialShare: number;
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
  /** With those who call again; shares are of them. */
  readonly attempts: number;
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
  const { goal, patienceSeconds, redialShare, shrinkage, plannedShrinkage, concurrentContacts } = rules;
  const places = requiredAgents({ ...demand, patienceSeconds }, goal, redialShare);
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
  const { patienceSeconds, redialShare, concurrentContacts, level } = rules;
  const lost = patienceSeconds < Infinity;
  const places = agents * concurrentContacts;
  const coming = (attempts: number) => {
    const erlangs = (attempts * handleSeconds) / intervalSeconds;
    return { contacts, attempts, agents, erlangs, isOverloaded: false };
  };
  if (contacts <= 0)
    return { ...coming(0), serviceLevel: 1, abandonShare: 0, averageSpeedOfAnswerSeconds: 0, occupancy: 0 };
  const overloaded = { serviceLevel: 0, averageSpeedOfAnswerSeconds: null, occupancy: 1 };
  if (places === 0) {
    const attempts = lost ? contacts / (1 - redialShare) : contacts;
    return { ...coming(attempts), ...overloaded, abandonShare: lost ? 1 : 0, isOverloaded: !lost };
  }
  try {
    const impatient = withRedials({ ...demand, patienceSeconds }, redialShare, places);
    const performance = erlangA(impatient, places);
    const promised = (lost ? new Palm(impatient).with(places) : undefined) ?? performance;
    const { abandonShare, averageSpeedOfAnswerSeconds, occupancy } = performance;
    return {
      ...coming(impatient.contacts),
      ...{ abandonShare, averageSpeedOfAnswerSeconds, occupancy, serviceLevel: levelOf(promised, level) },
    };
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error;
    return { ...coming(contacts), ...overloaded, abandonShare: 0, isOverloaded: true };
  }
}

/** Intervals together: shares by attempts, speed by who is answered, occupancy by the agents' time. */
export function togetherOf(intervals: readonly IntervalOutlook[]): IntervalOutlook {
  const sum = (of: (each: IntervalOutlook) => number) => intervals.reduce((all, each) => all + of(each), 0);
  const attempts = sum((each) => each.attempts);
  const agents = sum((each) => each.agents);
  const mean = (of: (each: IntervalOutlook) => number) =>
    attempts > 0 ? sum((each) => of(each) * each.attempts) / attempts : 0;
  const answeredOf = (each: IntervalOutlook) => each.attempts * (1 - each.abandonShare);
  const answered = sum(answeredOf);
  const waits = sum((each) =>
    answeredOf(each) === 0 ? 0 : answeredOf(each) * (each.averageSpeedOfAnswerSeconds ?? Infinity),
  );
  const speed = answered > 0 ? waits / answered : 0;
  return {
    contacts: sum((each) => each.contacts),
    ...{ attempts, agents, erlangs: sum((each) => each.erlangs) },
    serviceLevel: attempts > 0 ? mean((each) => each.serviceLevel) : 1,
    abandonShare: mean((each) => each.abandonShare),
    averageSpeedOfAnswerSeconds: Number.isFinite(speed) ? speed : null,
    occupancy: agents > 0 ? sum((each) => each.occupancy * each.agents) / agents : 0,
    isOverloaded: intervals.some((each) => each.isOverloaded),
  };
}
