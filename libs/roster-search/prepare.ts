import { Worker } from 'node:worker_threads';
import { compiledProgram } from '#libs/web/compiled-program';
import type { Loosened } from '#libs/workforce/roster/loosen';
import type { RosterProblem } from '#libs/workforce/roster/roster-problem';
import type { CountedShifts, DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import type { Preparation } from './prepare-worker.js';

/** How many of each shift are needed, in a thread of its own. @throws when it is ended */
export function countInThread(demand: DemandForShifts, signal: AbortSignal): Promise<CountedShifts> {
  return answered({ demand }, signal);
}

/** The problem with as few rules let go as possible, in a thread of its own. @throws when it is ended */
export function loosenedInThread(problem: RosterProblem, signal: AbortSignal): Promise<Loosened> {
  return answered({ problem }, signal);
}

function answered<Answer>(workerData: Preparation, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(compiledProgram('libs/roster-search/prepare-worker'), { workerData });
    const end = () => void worker.terminate();
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', end);
      reject(new Error('it was ended'));
    });
  });
}
