import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Dice } from '#libs/kernel/dice';
import type { RosterProblem } from '#libs/workforce/roster/roster-problem';
import { solveRoster, type Heard } from '#libs/workforce/roster/search/solve-roster';
import { loadHighs } from './load-highs.js';

/** What one thread is to do. */
export interface SearchOrder {
  readonly problem: RosterProblem;
  readonly seed: number;
  readonly relaxes: boolean;
  /** When it ends, in ms since 1970. */
  readonly endsAt: number;
}

const order = workerData as SearchOrder;
const port = parentPort!;
const tools = {
  highs: await loadHighs(),
  dice: new Dice(order.seed),
  relaxes: order.relaxes,
  left: () => (order.endsAt - Date.now()) / 1_000,
};
const search = solveRoster(order.problem, tools);
let told = Infinity;
let bound = -Infinity;
for (let next = search.next(); !next.done; next = search.next(others())) {
  if (next.value.cost < told || next.value.bound > bound) port.postMessage(next.value);
  told = Math.min(told, next.value.cost);
  bound = next.value.bound;
}
port.close();

/** The best that other threads have found since. */
function others(): Heard | undefined {
  let last: Heard | undefined;
  for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) last = got.message as Heard;
  return last;
}
