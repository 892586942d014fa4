import { DurationHistogram } from './duration-histogram.js';
import type { TallyColumns } from './statistic.schema.js';

/** What happened at a node, of one instance or many. */
export class NodeTally {
  entered = 0;
  completed = 0;
  terminated = 0;
  /** Failed attempts of calls, and incidents. */
  failures = 0;
  readonly durations = new DurationHistogram();

  merge({ entered, completed, aborted, failures, durations }: TallyColumns): void {
    this.entered += entered;
    this.completed += completed;
    this.terminated += aborted;
    this.failures += failures;
    this.durations.merge(durations);
  }

  stored(): TallyColumns {
    const { entered, completed, terminated: aborted, failures, durations } = this;
    return { entered, completed, aborted, failures, durations: durations.stored() };
  }
}

/** What happened at all nodes and flows. */
export class Tally {
  readonly nodes = new Map<string, NodeTally>();
  /** How often each was taken. */
  readonly flows = new Map<string, number>();

  node(name: string): NodeTally {
    const known = this.nodes.get(name);
    if (known) return known;
    const fresh = new NodeTally();
    this.nodes.set(name, fresh);
    return fresh;
  }

  takeFlow(name: string, times = 1): void {
    this.flows.set(name, (this.flows.get(name) ?? 0) + times);
  }

  merge({ nodes, flows }: Tally): void {
    for (const [name, tally] of nodes) this.node(name).merge(tally.stored());
    for (const [name, taken] of flows) this.takeFlow(name, taken);
  }
}
