import type { RecordType } from '#libs/process-engine/records';

/** What of a record counts for a heat map. */
export interface Counted {
  readonly instance: string;
  readonly type: RecordType;
  readonly element: number | null;
  readonly node: string | null;
  readonly at: Date;
}

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
  readonly duration: { readonly mean: number; readonly p50: number; readonly p95: number } | null;
}

/** The records a heat map is made of. */
export const COUNTED: readonly RecordType[] = [
  'element-entered',
  'element-left',
  'element-terminated',
  'call-attempt-failed',
  'incident-raised',
];

class NodeTally {
  entered = 0;
  completed = 0;
  terminated = 0;
  failures = 0;
  readonly durations: number[] = [];

  heat(node: string): NodeHeat {
    const { entered, completed, terminated, failures } = this;
    const live = entered - completed - terminated;
    const failureShare = entered === 0 ? 0 : failures / entered;
    return { node, entered, completed, terminated, live, failures, failureShare, duration: spread(this.durations) };
  }
}

/** Adds up many instances, whose records come each in their order. */
export class HeatMap {
  readonly #nodes = new Map<string, NodeTally>();
  /** When an element that is live was entered. */
  readonly #since = new Map<string, number>();

  add({ instance, type, element, node, at }: Counted): void {
    if (node === null) return;
    const tally = this.#nodes.get(node) ?? new NodeTally();
    this.#nodes.set(node, tally);
    const live = `${instance}/${element}`;
    if (type === 'element-entered') {
      tally.entered += 1;
      this.#since.set(live, at.getTime());
    } else if (type === 'element-left') {
      tally.completed += 1;
      tally.durations.push(at.getTime() - (this.#since.get(live) ?? at.getTime()));
      this.#since.delete(live);
    } else if (type === 'element-terminated') {
      tally.terminated += 1;
      this.#since.delete(live);
    } else tally.failures += 1;
  }

  /** In the order in which nodes were first seen. */
  nodes(): NodeHeat[] {
    return Array.from(this.#nodes, ([node, tally]) => tally.heat(node));
  }
}

/** Quantiles by nearest rank. */
function spread(durations: number[]): NodeHeat['duration'] {
  if (durations.length === 0) return null;
  const sorted = durations.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return { mean: sorted.reduce((sum, each) => sum + each, 0) / sorted.length, p50: rank(0.5), p95: rank(0.95) };
}
