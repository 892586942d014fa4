import { parentPort, workerData } from 'node:worker_threads';
import { loosened } from '#libs/workforce/roster/loosen';
import type { RosterProblem } from '#libs/workforce/roster/roster-problem';
import { countShifts, type DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import { loadHighs } from './load-highs.js';

/** What is done before a search. */
export type Preparation = { readonly demand: DemandForShifts } | { readonly problem: RosterProblem };

const order = workerData as Preparation;
parentPort!.postMessage('demand' in order ? countShifts(await loadHighs(), order.demand) : loosened(order.problem));
