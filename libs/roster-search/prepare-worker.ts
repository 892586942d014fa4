import { parentPort, workerData } from 'node:worker_threads';
import { loosened } from '#libs/workforce/roster/line/loosen';
import { evenedOut, type Burdens } from '#libs/workforce/roster/even-out';
import type { Roster, RosterProblem } from '#libs/workforce/roster/roster-problem';
import { placePauses, type Needs, type WorkedShift } from '#libs/workforce/shifts/placement';
import { countShifts, type DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import { countSkilledShifts, type SkilledDemand } from '#libs/workforce/shifts/skilled-shift-counts';
import { loadHighs } from './load-highs.js';

/** What is done before a search, and after it. */
export type Preparation =
  | { readonly demand: DemandForShifts }
  | { readonly skilled: SkilledDemand }
  | { readonly problem: RosterProblem }
  | { readonly problem: RosterProblem; readonly roster: Roster; readonly burdens: Burdens }
  | { readonly shifts: readonly WorkedShift[]; readonly needs: Needs };

const order = workerData as Preparation;
parentPort!.postMessage(await prepared());

async function prepared() {
  if ('burdens' in order) return evenedOut(order.problem, order.roster, order.burdens);
  if ('problem' in order) return loosened(order.problem);
  if ('shifts' in order) return placePauses(order.shifts, order.needs);
  const highs = await loadHighs();
  return 'demand' in order ? countShifts(highs, order.demand) : countSkilledShifts(highs, order.skilled);
}
