import { AgentsInvalid, DemandInvalid } from './staffing.errors.js';

/** What comes into one queue in an interval. Durations in seconds. */
export interface Demand {
  readonly contacts: number;
  readonly intervalSeconds: number;
  /** Average handle time: talk, hold and after-contact work. */
  readonly handleSeconds: number;
}

/** Demand of people who hang up when they have waited long enough: exponential, with this mean. Infinity: nobody does. */
export interface ImpatientDemand extends Demand {
  readonly patienceSeconds: number;
}

/** The offered load in erlangs: how many agents would be busy if there were enough. @throws DemandInvalid */
export function offeredErlangs({ contacts, intervalSeconds, handleSeconds }: Demand): number {
  if (!(contacts >= 0 && Number.isFinite(contacts)))
    throw new DemandInvalid('The number of contacts is a finite number from 0 on.');
  if (!isDuration(intervalSeconds)) throw new DemandInvalid('The interval is longer than nothing.');
  if (!isDuration(handleSeconds)) throw new DemandInvalid('The handle time is longer than nothing.');
  return (contacts / intervalSeconds) * handleSeconds;
}

/** @throws AgentsInvalid */
export function requireAgents(agents: number, atLeast: 0 | 1): void {
  if (Number.isSafeInteger(agents) && agents >= atLeast) return;
  throw new AgentsInvalid(`The number of agents is a whole number from ${atLeast} on.`);
}

function isDuration(seconds: number): boolean {
  return seconds > 0 && Number.isFinite(seconds);
}
