import { Dice } from '#libs/kernel/dice';
import type { HandleTime, SimulatedQueue } from './simulated-centre.js';

/** Who comes, and how they are. Times in ms. */
export interface Customer {
  readonly id: string;
  readonly queue: SimulatedQueue;
  readonly at: number;
  readonly patienceMs: number;
  readonly handleMs: number;
}

/** Those of one queue until a time, in the order in which they come: Poisson. @param seed tells one queue and replication from others */
export function customersOf(queue: SimulatedQueue, seconds: number, seed: number): Customer[] {
  const dice = new Dice(seed);
  const exponential = (mean: number) => -Math.log(1 - dice.next()) * mean;
  const customers: Customer[] = [];
  const between = 3_600 / queue.contactsPerHour;
  for (let at = exponential(between); at < seconds; at += exponential(between)) {
    const patience = exponential(queue.patienceSeconds);
    const handleMs = Math.max(1, Math.round(1_000 * handleSeconds(queue.handle, dice)));
    const patienceMs = Number.isFinite(patience) ? Math.max(1, Math.round(1_000 * patience)) : Infinity;
    customers.push({ id: `${queue.id}/${customers.length}`, queue, at: Math.round(1_000 * at), patienceMs, handleMs });
  }
  return customers;
}

function handleSeconds(handle: HandleTime, dice: Dice): number {
  const first = 1 - dice.next();
  if (handle.shape === 'exponential') return -Math.log(first) * handle.meanSeconds;
  const variance = Math.log(1 + (handle.deviationSeconds / handle.meanSeconds) ** 2);
  // Box & Muller 1958.
  const normal = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * dice.next());
  return handle.meanSeconds * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}
