import { AsyncLocalStorage } from 'node:async_hooks';

/** The header that carries what is left of a request's time, in ms. Each hop passes on less than it got. */
export const DEADLINE_HEADER = 'x-deadline-ms';

/** On the monotonic scale of `performance.now()`: a wall clock that is set must not end or lengthen a request. */
const storage = new AsyncLocalStorage<number>();

/** Runs the work with this many ms to go: calls made inside never wait longer. */
export function runWithin<T>(ms: number, work: () => T): T {
  return storage.run(performance.now() + ms, work);
}

/** Runs work that others wait for too, and that must not end with the request which happened to start it. */
export function runWithoutDeadline<T>(work: () => T): T {
  return storage.exit(work);
}

/** Ms left of the surrounding deadline, negative when it has passed; Infinity without one. */
export function remainingMs(): number {
  const end = storage.getStore();
  return end === undefined ? Infinity : end - performance.now();
}
