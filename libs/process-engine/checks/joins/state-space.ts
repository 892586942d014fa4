import type { FlowNode, ProcessModel, Scope } from '../../model.js';
import { isActivity } from '../activities.js';
import { moved, TokenNet } from './token-net.js';
import type { Firing, Marking } from './token-net.js';

/** No flow is looked at with more tokens than these: they would pile up for ever. */
const tokenLimit = 3;

interface Step {
  readonly key: string;
  /** The markings after it that were not looked at yet. */
  readonly next: Marking[];
}

/**
 * All markings of a scope, each once, in depth. Where several nodes can go on, one of them is enough: every flow has one
 * reader, so nobody can take away what another waits for, and the order in which they go on makes no difference to where they
 * end (a stubborn set). Unless all its ways lead back to markings on the way here: then a loop could make the others wait for
 * ever, and the next one goes on too.
 */
export class StateSpace {
  /** The nodes that went on in some run. */
  readonly fired = new Set<string>();
  /** The nodes that wait for several tokens and got one in some run. */
  readonly reachedJoins = new Set<string>();
  /** Nodes that wait for ever in some run, and the flows that stayed empty then. */
  readonly stuck = new Map<string, Set<string>>();
  /** False when the bound was hit: then there are runs that were not looked at. */
  complete = true;

  private readonly net: TokenNet;
  private readonly seen = new Set<string>();
  private readonly way: Step[] = [];
  private readonly onWay = new Set<string>();

  /** @param bound the number of markings that are looked at */
  constructor(
    private readonly model: ProcessModel,
    scope: Scope,
    private readonly bound: number,
  ) {
    this.net = new TokenNet(model, scope);
    for (const initial of this.net.initial(scope)) {
      this.enter(initial);
      for (let step = this.way.at(-1); step; step = this.way.at(-1)) {
        const marking = step.next.pop();
        if (marking) this.enter(marking);
        else this.leave(step);
      }
    }
  }

  private enter(marking: Marking): void {
    const key = keyOf(marking);
    if (this.seen.has(key)) return;
    if (this.seen.size >= this.bound || [...marking.values()].some((tokens) => tokens > tokenLimit)) {
      this.complete = false;
      return;
    }
    this.seen.add(key);
    this.onWay.add(key);
    for (const { id } of this.waiting(marking).filter(isJoin)) this.reachedJoins.add(id);
    const next = this.after(marking);
    if (next.length === 0) this.remember(marking);
    this.way.push({ key, next });
  }

  private leave({ key }: Step): void {
    this.way.pop();
    this.onWay.delete(key);
  }

  private after(marking: Marking): Marking[] {
    const all: Marking[] = [];
    for (const ways of this.net.enabled(marking)) {
      this.fired.add(ways[0]!.node);
      const next = ways.map((firing) => fire(marking, firing));
      all.push(...next);
      if (!next.every((each) => this.onWay.has(keyOf(each)))) break;
    }
    return all;
  }

  /** Nothing can go on; where tokens are left, their nodes wait for ever. */
  private remember(marking: Marking): void {
    for (const { id, incoming } of this.waiting(marking)) {
      const missing = this.stuck.get(id) ?? new Set();
      for (const flow of incoming) if (!marking.has(flow)) missing.add(flow);
      this.stuck.set(id, missing);
    }
  }

  private waiting(marking: Marking): FlowNode[] {
    return [...marking.keys()].map((flow) => this.model.nodes[this.model.flows[flow]!.target]!);
  }
}

function isJoin(node: FlowNode): boolean {
  return node.kind === 'parallel-gateway' || (isActivity(node) && node.startQuantity > 1);
}

function fire(marking: Marking, { takes, puts, clears }: Firing): Marking {
  return clears ? new Map() : moved(marking, takes, puts);
}

function keyOf(marking: Marking): string {
  return [...marking]
    .map(([flow, tokens]) => `${flow} ${tokens}`)
    .sort()
    .join('|');
}
