import type { Spread } from '../statistics/duration-histogram.js';
import type { NodeTally, Tally } from '../statistics/tally.js';

export interface NodeHeat {
  readonly node: string;
  readonly entered: number;
  readonly completed: number;
  readonly terminated: number;
  /** Neither completed nor terminated yet. */
  readonly live: number;
  /** Failed attempts of calls, and incidents. */
  readonly failures: number;
  /** Failures for each time it was entered; more than 1 when one is tried often. */
  readonly failureShare: number;
  /** From entered to completed, in ms; null where nothing was completed. */
  readonly duration: Spread | null;
}

/** By name. */
export function heatOf({ nodes }: Tally): NodeHeat[] {
  return Array.from(nodes, ([node, tally]) => nodeHeat(node, tally)).sort((a, b) => (a.node < b.node ? -1 : 1));
}

function nodeHeat(node: string, { entered, completed, terminated, failures, durations }: NodeTally): NodeHeat {
  const live = entered - completed - terminated;
  const failureShare = entered === 0 ? 0 : failures / entered;
  return { node, entered, completed, terminated, live, failures, failureShare, duration: durations.spread() };
}
