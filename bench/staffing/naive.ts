import type { Demand, ImpatientDemand } from '#libs/workforce/staffing/demand';

/** Erlang C as textbooks write it: the sum is made anew for every number of agents, each term from the one before. */
export function naiveErlangC({ contacts, intervalSeconds, handleSeconds }: Demand, agents: number, seconds: number) {
  const erlangs = (contacts / intervalSeconds) * handleSeconds;
  if (agents <= erlangs) return 0;
  let term = 1;
  let sum = 1;
  for (let at = 1; at < agents; at += 1) {
    term *= erlangs / at;
    sum += term;
  }
  const last = ((term * erlangs) / agents) * (agents / (agents - erlangs));
  const waitShare = last / (sum + last);
  return 1 - waitShare * Math.exp((-(agents - erlangs) * seconds) / handleSeconds);
}

const STATES = 2_000;

/** Erlang A by its states one after the other, made anew for every number of agents: who is answered within the time, of all who come. */
export function naiveErlangA(demand: ImpatientDemand, agents: number, seconds: number): number {
  const arrivals = demand.contacts / demand.intervalSeconds;
  const service = 1 / demand.handleSeconds;
  const abandonment = 1 / demand.patienceSeconds;
  const weights = [1];
  let total = 1;
  for (let present = 1; present < STATES; present += 1) {
    const rate = Math.min(present, agents) * service + Math.max(present - agents, 0) * abandonment;
    const weight = (weights[present - 1]! * arrivals) / rate;
    if (weight < total * 1e-17 && present > agents) break;
    weights.push(weight);
    total += weight;
  }
  let good = 0;
  for (let present = 0; present < agents && present < weights.length; present += 1) good += weights[present]! / total;
  const rate = agents * service + abandonment;
  const gone = 1 - Math.exp(-abandonment * seconds);
  let term = Math.exp(-rate * seconds);
  let longer = 0;
  for (let before = 0; agents + before < weights.length; before += 1) {
    const answered = (agents * service) / (agents * service + (before + 1) * abandonment);
    longer += term;
    good += (weights[agents + before]! / total) * answered * (1 - longer);
    term *= ((rate / abandonment + before) / (before + 1)) * gone;
  }
  return good;
}
