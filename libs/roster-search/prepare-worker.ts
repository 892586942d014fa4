import { parentPort, workerData } from 'node:worker_threads';
import { loosened } from '#libs/workforce/roster/loosen';
import type { RosterProblem } from '#libs/workforce/roster/roster-problem';
import { countShifts, type DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import { countSkilledShifts, type SkilledDemand } from '#libs/workforce/shifts/skilled-shift-counts';
import { loadHighs } from './load-highs.js';

/** What is done before a search. */
export type Preparation =
  { readonly demand: DemandForShifts } | { readonly skilled: SkilledDemand } | { readonly problem: RosterProblem };

const order = workerData as Preparation;
parentPort!.postMessage(await prepared());

async function prepared() {
  if ('problem' in order) return loosened(order.problem);
  const highs = await loadHighs();
  return 'demand' in order ? countShifts(highs, order.demand) : countSkilledShifts(highs, order.skilled);
}
