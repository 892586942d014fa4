import { Worker } from 'node:worker_threads';
import { compiledProgram } from '#libs/web/platform/compiled-program';
import type { Loosened } from '#libs/workforce/roster/line/loosen';
import type { Burdens } from '#libs/workforce/roster/even-out';
import type { Roster, RosterProblem } from '#libs/workforce/roster/roster-problem';
import type { Needs, PlacedPause, WorkedShift } from '#libs/workforce/shifts/placement';
import type { CountedShifts, DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import type { SkilledCounts, SkilledDemand } from '#libs/workforce/shifts/skilled-shift-counts';
import type { Preparation } from './prepare-worker.js';

/** How many of each shift are needed, in a thread of its own. @throws when it is ended */
export function countInThread(demand: DemandForShifts, signal: AbortSignal): Promise<CountedShifts> {
  return answered({ demand }, signal);
}

/** How many of each kind of people work which shift, in a thread of its own. @throws when it is ended */
export function countSkilledInThread(skilled: SkilledDemand, signal: AbortSignal): Promise<SkilledCounts> {
  return answered({ skilled }, signal);
}

/** The problem with as few rules let go as possible, in a thread of its own. @throws when it is ended */
export function loosenedInThread(problem: RosterProblem, signal: AbortSignal): Promise<Loosened> {
  return answered({ problem }, signal);
}

/** The roster with what nobody likes shared out more evenly, in a thread of its own. @throws when it is ended */
export function evenedInThread(
  problem: RosterProblem,
  roster: Roster,
  burdens: Burdens,
  signal: AbortSignal,
): Promise<Roster> {
  return answered({ problem, roster, burdens }, signal);
}

/** Where everybody's pauses are, in a thread of its own. @throws when it is ended */
export function pausesInThread(
  shifts: readonly WorkedShift[],
  needs: Needs,
  signal: AbortSignal,
): Promise<readonly (readonly PlacedPause[])[]> {
  return answered({ shifts, needs }, signal);
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
