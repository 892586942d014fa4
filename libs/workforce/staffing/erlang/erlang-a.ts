import { offeredErlangs, requireAgents, type ImpatientDemand } from '../demand.js';
import { erlangC } from './erlang-c.js';
import { weightOfLonger } from './offered-wait.js';
import type { Performance } from './performance.js';
import { queueLength, type Rates } from './queue-length.js';
import { DemandInvalid } from '../staffing.errors.js';

/**
 * People hang up when their patience is over (M/M/n+M; C. Palm, 1957). E[Q] waiting on average, everybody waits E[Q] / λ, and θ·E[Q] / λ
 * abandon (Garnett, Mandelbaum & Reiman, "Designing a Call Center with Impatient Customers", 2002). Who finds j waiting is
 * answered with probability n·μ / (n·μ + (j + 1)·θ), and if so after j + 1 departures at the rates n·μ + θ, n·μ + 2θ …
 * Without impatience it is Erlang C.
 * @throws Overloaded when the agents cannot do the work and nobody gives up; AgentsInvalid, DemandInvalid
 */
export function erlangA(demand: ImpatientDemand, agents: number): Performance {
  const { contacts, intervalSeconds, handleSeconds, patienceSeconds } = demand;
  if (patienceSeconds === Infinity) return erlangC(demand, agents);
  if (!(patienceSeconds > 0)) throw new DemandInvalid('Patience is longer than nothing.');
  requireAgents(agents, 1);
  const erlangs = offeredErlangs(demand);
  const rates = {
    arrivals: contacts / intervalSeconds,
    service: 1 / handleSeconds,
    abandonment: 1 / patienceSeconds,
    agents,
  };
  return { agents, erlangs, ...longRun(rates) };
}

function longRun(rates: Rates): Omit<Performance, 'agents' | 'erlangs'> {
  const { arrivals, service, abandonment, agents } = rates;
  const { waiting } = queueLength(rates);
  const waitShare = sumOf(waiting);
  const meanWaiting = sumOf(waiting.map((share, length) => share * length));
  const meanWaitSeconds = arrivals === 0 ? 0 : meanWaiting / arrivals;
  const abandonShare = abandonment * meanWaitSeconds;
  const firstRate = agents * service;
  const step = abandonment;
  const answered = waiting.map((share, before) => (share * firstRate) / (firstRate + (before + 1) * step));
  const whenWaiting = { weights: waiting, firstRate, step };
  const whenAnswered = { weights: answered, firstRate: firstRate + step, step };
  return {
    waitShare,
    abandonShare,
    occupancy: (arrivals * (1 - abandonShare)) / firstRate,
    meanWaitSeconds,
    averageSpeedOfAnswerSeconds: waitOfAnswered(answered, firstRate, step) / (1 - abandonShare),
    meanWaiting,
    serviceLevel: (seconds) => 1 - abandonShare - weightOfLonger(whenAnswered, seconds),
    waitedAtMost: (seconds) => 1 - Math.exp(-abandonment * seconds) * weightOfLonger(whenWaiting, seconds),
  };
}

function waitOfAnswered(answered: readonly number[], firstRate: number, step: number): number {
  let wait = 0;
  return sumOf(answered.map((share, before) => share * (wait += 1 / (firstRate + (before + 1) * step))));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
