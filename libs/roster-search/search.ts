import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { compiledProgram } from '#libs/web/platform/compiled-program';
import type { Roster, RosterProblem } from '#libs/workforce/roster/roster-problem';
import type { Heard, Progress } from '#libs/workforce/roster/search/solve-roster';
import type { SearchOrder } from './search-worker.js';

export interface Found {
  readonly roster: Roster;
  readonly cost: number;
  readonly bound: number;
  readonly threads: number;
}

export interface SearchTerms {
  readonly seconds: number;
  readonly seed: number;
  /** As many as there are cores, unless said otherwise. */
  readonly threads?: number;
  /** To go on from. */
  readonly start?: Roster | undefined;
  /** Ends it with what there is. */
  readonly signal?: AbortSignal;
}

/** Each has a solver of some hundred MB. */
const MOST_THREADS = 4;

/** Searches until the time is over or the best is proven; what one thread finds the others go on from. @throws NoLineKeepsTheRules */
export async function search(
  problem: RosterProblem,
  { seconds, seed, threads: wanted = availableParallelism(), start, signal }: SearchTerms,
  onProgress: (best: Found, step: Progress['step']) => void,
): Promise<Found | undefined> {
  const endsAt = Date.now() + seconds * 1_000;
  const threads = Math.min(wanted, MOST_THREADS);
  const workers = Array.from({ length: threads }, (_, at) => {
    const order: SearchOrder = { problem, seed: seed + at, relaxes: at === 0, endsAt };
    return new Worker(compiledProgram('libs/roster-search/search-worker'), { workerData: order });
  });
  const end = () => workers.forEach((each) => void each.terminate());
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  const tell = (worker: Worker, heard: Heard) => worker.postMessage(heard);
  if (start) for (const worker of workers) tell(worker, { roster: start, known: undefined });
  let best: Found | undefined;
  let bound = -Infinity;
  let known: Heard['known'];
  const hear = (worker: Worker, found: Progress) => {
    bound = Math.max(bound, found.bound);
    const better = best === undefined || found.cost < best.cost;
    const { roster, cost } = better ? found : best!;
    best = { roster, cost, bound, threads };
    known ??= found.known;
    if (better || found.known) for (const other of workers) if (other !== worker) tell(other, { roster, known });
    onProgress(best, found.step);
    if (best.cost <= bound) end();
  };
  try {
    await Promise.all(workers.map((worker) => untilItEnds(worker, (found) => hear(worker, found))));
  } finally {
    end();
    signal?.removeEventListener('abort', end);
  }
  return best;
}

function untilItEnds(worker: Worker, hear: (found: Progress) => void): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    worker.on('message', hear);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
