import { offeredErlangs, requireAgents, type ImpatientDemand } from '../demand.js';
import { weightOfLonger } from './offered-wait.js';
import { queueLength, type Rates } from './queue-length.js';
import { attemptsOf } from './redials.js';
import { DemandInvalid } from '../staffing.errors.js';

/** Demand of people who hang up, find no line, and may call again. */
export interface RedialDemand extends ImpatientDemand {
  /** Who can be talked with or wait at a time; who comes when all lines are taken is blocked. Infinity: nobody is. */
  readonly lines: number;
  /** Of those who hung up or were blocked, the share that calls again, each time. */
  readonly redialShare: number;
}

/** The long run of all attempts, first ones and redials. Shares of attempts from 0 to 1, durations in seconds. */
export interface RedialPerformance {
  readonly agents: number;
  /** Attempts for each who wants something. */
  readonly attempts: number;
  readonly blockedShare: number;
  readonly abandonShare: number;
  /** Of those who want something, who is answered in the end. */
  readonly servedShare: number;
  readonly occupancy: number;
  readonly meanWaitSeconds: number;
  /** Attempts that are answered by then. */
  serviceLevel(withinSeconds: number): number;
}

/**
 * Erlang X (G. Koole, "Call Center Optimization", 2013): Erlang A with a limited number of lines, whose abandoned and blocked call again. The
 * redials come on top of what comes, λ' = λ + r·(abandoned + blocked), and make the queue they come from: a fixed point.
 * @throws DemandInvalid, AgentsInvalid
 */
export function erlangX(demand: RedialDemand, agents: number): RedialPerformance {
  const { contacts, intervalSeconds, handleSeconds, patienceSeconds, lines, redialShare } = demand;
  requireAgents(agents, 1);
  offeredErlangs(demand);
  if (!(patienceSeconds > 0 && patienceSeconds < Infinity)) throw new DemandInvalid('Patience is finite here.');
  if (!(lines >= agents)) throw new DemandInvalid('There are at least as many lines as agents.');
  const first = contacts / intervalSeconds;
  const rates = (arrivals: number): Rates => ({
    ...{ arrivals, agents, service: 1 / handleSeconds, abandonment: 1 / patienceSeconds },
    ...(lines < Infinity && { lines }),
  });
  const arrivals = attemptsOf(first, redialShare, (attempts) => {
    const { blockedShare, abandonShare } = inTheLongRun(rates(attempts));
    return blockedShare + abandonShare;
  });
  const { blockedShare, abandonShare, ...more } = inTheLongRun(rates(arrivals));
  const answered = arrivals * (1 - blockedShare - abandonShare);
  return {
    ...{ agents, blockedShare, abandonShare, ...more },
    attempts: first === 0 ? 1 : arrivals / first,
    servedShare: first === 0 ? 1 : answered / first,
    occupancy: (answered * handleSeconds) / agents,
  };
}

/** Of a queue with lines. Who comes finds what there is on average (PASTA); who finds every line taken is blocked. */
function inTheLongRun(rates: Rates) {
  const { arrivals, service, abandonment, agents, lines = Infinity } = rates;
  const { waiting } = queueLength(rates);
  const blockedShare = waiting[lines - agents] ?? 0;
  const found = waiting.slice(0, lines - agents);
  const meanWaiting = waiting.reduce((sum, share, length) => sum + share * length, 0);
  const meanWaitSeconds = arrivals === 0 ? 0 : meanWaiting / arrivals;
  const abandonShare = abandonment * meanWaitSeconds;
  const firstRate = agents * service;
  const answered = found.map((share, before) => (share * firstRate) / (firstRate + (before + 1) * abandonment));
  const whenAnswered = { weights: answered, firstRate: firstRate + abandonment, step: abandonment };
  return {
    ...{ blockedShare, abandonShare, meanWaitSeconds },
    serviceLevel: (seconds: number) => 1 - blockedShare - abandonShare - weightOfLonger(whenAnswered, seconds),
  };
}
