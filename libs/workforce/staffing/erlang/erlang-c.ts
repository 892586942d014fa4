import { offeredErlangs, requireAgents, type Demand } from '../demand.js';
import { erlangB } from './erlang-b.js';
import type { Performance } from './performance.js';
import { Overloaded } from '../staffing.errors.js';

/**
 * Everybody waits until answered (M/M/n). With the load A, B of Erlang B and n agents: C = n·B / (n − A(1 − B)) have to wait,
 * ASA = C·AHT / (n − A), and 1 − C·e^(−(n − A)·T / AHT) have waited no longer than T (A. K. Erlang, 1917).
 * @throws Overloaded when the agents cannot do the work; AgentsInvalid, DemandInvalid
 */
export function erlangC(demand: Demand, agents: number): Performance {
  requireAgents(agents, 1);
  const erlangs = offeredErlangs(demand);
  if (agents <= erlangs) throw new Overloaded('There is more work than the agents can do.', { agents, erlangs });
  const { contacts, intervalSeconds, handleSeconds } = demand;
  const blocked = erlangB(erlangs, agents);
  const waitShare = (agents * blocked) / (agents - erlangs * (1 - blocked));
  const meanWaitSeconds = (waitShare * handleSeconds) / (agents - erlangs);
  const within = (seconds: number) => 1 - waitShare * Math.exp((-(agents - erlangs) * seconds) / handleSeconds);
  return {
    agents,
    erlangs,
    waitShare,
    abandonShare: 0,
    occupancy: erlangs / agents,
    meanWaitSeconds,
    averageSpeedOfAnswerSeconds: meanWaitSeconds,
    meanWaiting: (contacts / intervalSeconds) * meanWaitSeconds,
    serviceLevel: within,
    waitedAtMost: within,
  };
}
