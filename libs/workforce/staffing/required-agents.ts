import { offeredErlangs, type ImpatientDemand } from './demand.js';
import { erlangA } from './erlang/erlang-a.js';
import { Palm, type Promised } from './erlang/palm.js';
import { Patient } from './erlang/patient.js';
import { withRedials } from './erlang/redials.js';
import { levelOf, type LevelTarget } from './service-level.js';
import { GoalInvalid } from './staffing.errors.js';

/** What a queue is to achieve; what is not named is not asked for. Shares from 0 to 1, durations in seconds. */
export interface ServiceGoal {
  readonly serviceLevel?: LevelTarget & { readonly share: number };
  readonly averageSpeedOfAnswerSeconds?: number;
  readonly abandonShare?: number;
  /** At most so much of an agent's time is work. */
  readonly occupancy?: number;
}

/**
 * The fewest agents with whom the queue achieves its goal: by Erlang A, by X where some of those who give up call again, by C where patience is infinite.
 * @param redialShare of those who give up, each time @throws GoalInvalid when no number of agents would do; DemandInvalid
 */
export function requiredAgents(demand: ImpatientDemand, goal: ServiceGoal, redialShare = 0): number {
  refuseImpossible(goal);
  const enough =
    redialShare === 0
      ? judgeOf(demand, goal)
      : (agents: number) => judgeOf(withRedials(demand, redialShare, agents), goal)(agents);
  let tooFew = demand.patienceSeconds === Infinity ? Math.floor(offeredErlangs(demand)) : 0;
  let most = tooFew + 1;
  for (let more = 1; !enough(most); more *= 2) {
    tooFew = most;
    most += more;
  }
  while (most - tooFew > 1) {
    const middle = Math.floor((tooFew + most) / 2);
    if (enough(middle)) most = middle;
    else tooFew = middle;
  }
  return most;
}

/**
 * How many people to schedule so that `agents` are there, when this share of paid time is not worked (n / (1 − s)).
 * @throws GoalInvalid
 */
export function withShrinkage(agents: number, shrinkage: number): number {
  if (!(shrinkage >= 0 && shrinkage < 1)) throw new GoalInvalid('Shrinkage is a share from 0 to below 1.');
  // 7 / (1 - 0.3) is 10.000000000000002 for a computer.
  return Math.ceil((agents / (1 - shrinkage)) * (1 - 1e-12));
}

/**
 * What is missed of work that rosters have placed, net of the part of the shrinkage that they place themselves: (s − p) / (1 − p), so that
 * n / (1 − s) paid are n / (1 − unplanned) at work by the roster. Shares of paid time. @throws GoalInvalid
 */
export function unplannedShrinkage(shrinkage: number, planned: number): number {
  if (!(planned >= 0 && planned <= shrinkage && shrinkage < 1))
    throw new GoalInvalid('Planned shrinkage is a part of the shrinkage, which is below 1.');
  return (shrinkage - planned) / (1 - planned);
}

/** By the closed form, as long as it says all that is asked for. */
function judgeOf(demand: ImpatientDemand, goal: ServiceGoal): (agents: number) => boolean {
  const { averageSpeedOfAnswerSeconds: most = Infinity } = goal;
  const exactly = (agents: number) => {
    const performance = erlangA(demand, agents);
    return achieves(performance, goal) && performance.averageSpeedOfAnswerSeconds <= most;
  };
  if (most < Infinity || !(demand.patienceSeconds > 0)) return exactly;
  const closed = demand.patienceSeconds === Infinity ? new Patient(demand) : new Palm(demand);
  return (agents) => {
    const promised = closed.with(agents);
    return promised ? achieves(promised, goal) : exactly(agents);
  };
}

function achieves(promised: Promised, { serviceLevel, abandonShare = Infinity, occupancy = Infinity }: ServiceGoal) {
  return (
    promised.abandonShare <= abandonShare &&
    promised.occupancy <= occupancy &&
    (serviceLevel === undefined || levelOf(promised, serviceLevel) >= serviceLevel.share)
  );
}

function refuseImpossible({ serviceLevel, averageSpeedOfAnswerSeconds, abandonShare, occupancy }: ServiceGoal): void {
  if (serviceLevel && !(serviceLevel.share < 1 && serviceLevel.withinSeconds >= 0))
    throw new GoalInvalid('A service level is a share below 1 within a time from 0 on.');
  const positive = [averageSpeedOfAnswerSeconds, abandonShare, occupancy].filter((each) => each !== undefined);
  if (positive.every((each) => each > 0)) return;
  throw new GoalInvalid('A goal of nothing at all is never achieved.');
}
