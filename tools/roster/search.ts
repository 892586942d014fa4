import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Roster, RosterProblem } from '#libs/workforce/roster/roster-problem';
import type { Progress } from '#libs/workforce/roster/solve-roster';
import type { SearchOrder } from './search-worker.js';

export interface Found {
  readonly roster: Roster;
  readonly cost: number;
  readonly bound: number;
  readonly threads: number;
}

/** Each has a solver of some hundred MB. */
const MOST_THREADS = 4;

/** Searches on all cores until the time is over or the best is proven; what one thread finds the others go on from. */
export async function search(
  problem: RosterProblem,
  seconds: number,
  seed: number,
  onProgress: (best: Found, step: Progress['step']) => void,
): Promise<Found | undefined> {
  const endsAt = Date.now() + seconds * 1_000;
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  const workers = Array.from({ length: threads }, (_, at) => {
    const order: SearchOrder = { problem, seed: seed + at, relaxes: at === 0, endsAt };
    return new Worker(new URL('./search-worker.js', import.meta.url), { workerData: order });
  });
  let best: Found | undefined;
  let bound = -Infinity;
  const hear = (worker: Worker, found: Progress) => {
    bound = Math.max(bound, found.bound);
    const better = best === undefined || found.cost < best.cost;
    best = better ? { ...found, bound, threads } : { ...best!, bound };
    if (better) for (const other of workers) if (other !== worker) other.postMessage(found.roster);
    onProgress(best, found.step);
    if (best.cost <= bound) for (const each of workers) void each.terminate();
  };
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on('message', (found: Progress) => hear(worker, found));
          worker.on('error', reject);
          worker.on('exit', () => resolve());
        }),
    ),
  );
  return best;
}
