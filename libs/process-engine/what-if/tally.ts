import type { Comparison, Verdict } from './compare.js';
import type { Trace } from './trace.js';

/** How often in all instances, in the version they ran on and in the other. */
export interface Difference {
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

/** Adds up what became of many instances. */
export class Tally {
  readonly verdicts: Record<Verdict, number> = { unchanged: 0, changed: 0, stuck: 0, failing: 0 };
  readonly #nodes = new Map<string, Difference>();
  readonly #flows = new Map<string, Difference>();

  add(before: Trace, after: Trace, { verdict }: Comparison): void {
    this.verdicts[verdict] += 1;
    addTo(this.#nodes, before.nodes, after.nodes);
    addTo(this.#flows, before.flows, after.flows);
  }

  get nodes(): Difference[] {
    return [...this.#nodes.values()];
  }

  get flows(): Difference[] {
    return [...this.#flows.values()];
  }
}

type Counts = ReadonlyMap<string, number>;

function addTo(all: Map<string, Difference>, before: Counts, after: Counts): void {
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const known = all.get(id) ?? { id, before: 0, after: 0 };
    all.set(id, { id, before: known.before + (before.get(id) ?? 0), after: known.after + (after.get(id) ?? 0) });
  }
}
