import { Dice } from '#libs/kernel/dice';
import type { HandleTime, Redials, SimulatedQueue } from './simulated-centre.js';

/** How somebody is who calls. Times in ms. */
interface Attempt {
  readonly patienceMs: number;
  readonly handleMs: number;
  /** Once they have given up; null: they do not call again. */
  readonly again: (Attempt & { readonly afterMs: number }) | null;
}

/** Who comes, and when. */
export interface Customer extends Attempt {
  readonly id: string;
  readonly queue: SimulatedQueue;
  /** ms */
  readonly at: number;
}

/** Those of one queue until a time, in the order in which they come: Poisson. @param seed tells one queue and replication from others */
export function customersOf(queue: SimulatedQueue, seconds: number, seed: number): Customer[] {
  const dice = new Dice(seed);
  const customers: Customer[] = [];
  const between = 3_600 / queue.contactsPerHour;
  for (let at = exponential(between, dice); at < seconds; at += exponential(between, dice)) {
    const id = `${queue.id}/${customers.length}`;
    customers.push({ id, queue, at: Math.round(1_000 * at), ...attemptOf(queue, dice) });
  }
  return customers;
}

/** As they call again; null: they do not. */
export function again({ id, queue, again: next }: Customer, nowMs: number): Customer | null {
  return next && { ...next, id: `${id}+`, queue, at: nowMs + next.afterMs };
}

/** All attempts of somebody are known before, so that they are the same whoever is there to answer. */
function attemptOf(queue: SimulatedQueue, dice: Dice): Attempt {
  const patience = exponential(queue.patienceSeconds, dice);
  const handleMs = Math.max(1, Math.round(1_000 * handleSeconds(queue.handle, dice)));
  const patienceMs = Number.isFinite(patience) ? Math.max(1, Math.round(1_000 * patience)) : Infinity;
  return { patienceMs, handleMs, again: queue.redials ? redialOf(queue, queue.redials, dice) : null };
}

function redialOf(queue: SimulatedQueue, { share, afterSeconds }: Redials, dice: Dice): Attempt['again'] {
  if (dice.next() >= share) return null;
  const afterMs = Math.round(1_000 * exponential(afterSeconds, dice));
  return { afterMs, ...attemptOf(queue, dice) };
}

function exponential(mean: number, dice: Dice): number {
  return -Math.log(1 - dice.next()) * mean;
}

function handleSeconds(handle: HandleTime, dice: Dice): number {
  const first = 1 - dice.next();
  if (handle.shape === 'exponential') return -Math.log(first) * handle.meanSeconds;
  const variance = Math.log(1 + (handle.deviationSeconds / handle.meanSeconds) ** 2);
  // Box & Muller 1958.
  const normal = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * dice.next());
  return handle.meanSeconds * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}
