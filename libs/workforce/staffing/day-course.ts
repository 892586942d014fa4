import { requireAgents, type ImpatientDemand } from './demand.js';
import { weightOfLonger } from './erlang/offered-wait.js';
import { DemandInvalid } from './staffing.errors.js';

/** Some time of a day with the same people at their work. */
export interface CourseInterval {
  readonly contacts: number;
  readonly agents: number;
}

export type CourseTerms = Pick<ImpatientDemand, 'intervalSeconds' | 'handleSeconds' | 'patienceSeconds'> & {
  readonly withinSeconds: number;
};

interface Rates {
  readonly arrivals: number;
  readonly service: number;
  readonly abandonment: number;
}

/** Somebody who went at the beginning of an interval. */
interface Gone {
  readonly at: number;
  /** The probability that they had a contact at hand. */
  readonly busy: number;
}

/** Steps of a chain are this much shorter than the shortest that keeps it a chain. */
const SHORTER = 2;
/** More than so many standard deviations above their mean nobody waits. */
const DEVIATIONS = 10;

/**
 * The share answered in time of those who come in each interval of a day that begins with nobody there: Erlang A whose demand and people change, M(t)/M/n(t)+M, by
 * the steps of its chain (Jensen, "Markoff chains as an aid in the study of Markoff processes", 1953). What an interval leaves the next one begins with; whoever goes
 * finishes what they have at hand (Ingolfsson, "Modeling the M(t)/M/s(t) queue with an exhaustive discipline", 2005), and who went last comes back first. In the long run of one interval it is Erlang A.
 * @throws DemandInvalid, AgentsInvalid
 */
export function dayCourse(intervals: readonly CourseInterval[], terms: CourseTerms): number[] {
  const { handleSeconds, patienceSeconds, intervalSeconds, withinSeconds } = terms;
  const durations = [handleSeconds, patienceSeconds, intervalSeconds];
  if (durations.some((seconds) => !(seconds > 0 && seconds < Infinity)))
    throw new DemandInvalid('Handle time, patience and interval are finite and longer than nothing.');
  const [service, abandonment] = [1 / handleSeconds, 1 / patienceSeconds];
  const gone: Gone[] = [];
  let there = 0;
  let present = new Float64Array(mostPresent(intervals, terms));
  present[0] = 1;
  return intervals.map(({ contacts, agents }, at) => {
    requireAgents(agents, 0);
    for (; there > agents; there -= 1) {
      const weights = present;
      gone.push({
        at,
        busy: product(
          weights,
          weights.map((_, count) => busyShare(count, there)),
        ),
      });
      present = withoutOne(weights, there);
    }
    for (; there < agents; there += 1) {
      const last = gone.pop();
      const busy = last ? last.busy * Math.exp(-(at - last.at) * intervalSeconds * service) : 0;
      present = withOne(present, busy);
    }
    const rates = { arrivals: contacts / intervalSeconds, service, abandonment };
    const inTime = answeredInTime(present.length, agents, rates, withinSeconds);
    const fastest = rates.arrivals + agents * service + Math.max(0, present.length - agents) * abandonment;
    const steps = Math.max(1, Math.ceil(SHORTER * fastest * intervalSeconds));
    let answered = 0;
    for (let step = 0; step < steps; step += 1) {
      const next = stepped(present, agents, rates, intervalSeconds / steps);
      answered += (product(present, inTime) + product(next, inTime)) / (2 * steps);
      present = next;
    }
    return answered;
  });
}

/** Handling and waiting together, with room for chance. */
function mostPresent(intervals: readonly CourseInterval[], { intervalSeconds, patienceSeconds }: CourseTerms): number {
  const agents = Math.max(0, ...intervals.map((each) => each.agents));
  const waiting = (Math.max(0, ...intervals.map(({ contacts }) => contacts)) / intervalSeconds) * patienceSeconds;
  return Math.ceil(agents + waiting + DEVIATIONS * Math.sqrt(waiting + 1)) + 1;
}

/** One of the agents goes; is it one of the busy, their contact waits for nobody any more and keeps nobody waiting. */
function withoutOne(present: Float64Array, agents: number): Float64Array<ArrayBuffer> {
  const left = new Float64Array(present.length);
  present.forEach((weight, count) => {
    const busy = busyShare(count, agents);
    left[count]! += weight * (1 - busy);
    if (count > 0) left[count - 1]! += weight * busy;
  });
  return left;
}

/** @param busy the probability that they still have a contact at hand */
function withOne(present: Float64Array, busy: number): Float64Array<ArrayBuffer> {
  const last = present.length - 1;
  const more = new Float64Array(present.length);
  present.forEach((weight, count) => {
    more[count]! += weight * (1 - busy);
    more[Math.min(last, count + 1)]! += weight * busy;
  });
  return more;
}

function busyShare(count: number, agents: number): number {
  return Math.min(count, agents) / agents;
}

function stepped(
  present: Float64Array,
  agents: number,
  { arrivals, service, abandonment }: Rates,
  seconds: number,
): Float64Array<ArrayBuffer> {
  const next = new Float64Array(present.length);
  const last = present.length - 1;
  present.forEach((weight, count) => {
    const comes = count < last ? weight * arrivals * seconds : 0;
    const leaves = (Math.min(count, agents) * service + Math.max(0, count - agents) * abandonment) * seconds * weight;
    next[count]! += weight - comes - leaves;
    if (count < last) next[count + 1]! += comes;
    if (count > 0) next[count - 1]! += leaves;
  });
  return next;
}

/** By how many are there already: the probability that one who comes is answered in time, as in Erlang A. */
function answeredInTime(length: number, agents: number, rates: Rates, seconds: number): Float64Array {
  const { service, abandonment: step } = rates;
  const firstRate = agents * service;
  const whenAnswered = { firstRate: firstRate + step, step };
  const weights: number[] = [];
  return Float64Array.from({ length }, (_, count) => {
    const before = count - agents;
    if (before < 0) return 1;
    const answered = firstRate / (firstRate + (before + 1) * step);
    weights[before] = 1;
    const longer = weightOfLonger({ ...whenAnswered, weights }, seconds);
    weights[before] = 0;
    return answered * (1 - longer);
  });
}

function product(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, weight, at) => sum + weight * other[at]!, 0);
}
