import type { FlowNode, ProcessModel, Scope } from '../../model.js';
import { isActivity } from '../activities.js';
import { reached } from '../paths.js';

/**
 * How many tokens are on each flow of a scope. An activity takes no time: what is on its way in is on its way out in the
 * next marking.
 */
export type Marking = ReadonlyMap<string, number>;

/** One way a node can go on: the flows it takes tokens from, and those it puts tokens on. */
export interface Firing {
  readonly node: string;
  readonly takes: readonly string[];
  readonly puts: readonly string[];
  /** Ends everything else in the scope. */
  readonly clears: boolean;
}

/** Above these the ways out of an inclusive gateway are tried one by one, and all together, not in every combination. */
const combined = 6;

/** The tokens of one scope; what happens within its sub-processes is theirs, as is what an event sub-process does. */
export class TokenNet {
  private readonly consumers: readonly FlowNode[];

  constructor(
    private readonly model: ProcessModel,
    scope: Scope,
  ) {
    this.consumers = scope.nodes.map((id) => model.nodes[id]!).filter(({ incoming }) => incoming.length > 0);
  }

  /** What can happen first: the tokens a start, or the event of an event sub-process, puts. */
  initial(scope: Scope): Marking[] {
    const events = scope.nodes.filter((id) => {
      const node = this.model.nodes[id]!;
      return node.kind === 'start-event' && node.event !== undefined;
    });
    const alone = [
      ...events,
      ...(scope.id === this.model.id ? this.model.triggers.filter((id) => !events.includes(id)) : []),
    ];
    const together = scope.starts.length > 0 ? this.started(scope.starts) : [];
    return [...together, ...alone.flatMap((id) => this.started([id]))];
  }

  /**
   * The nodes that can go on, each with all its ways. What clears the scope comes last, so that all else is seen before it;
   * what has no choice comes first, so that tokens which make no difference are gone before the choices multiply.
   */
  enabled(marking: Marking): Firing[][] {
    const firings = this.consumers.map((node) => this.firings(node, marking)).filter((ways) => ways.length > 0);
    return firings.sort((a, b) => Number(a[0]!.clears) - Number(b[0]!.clears) || a.length - b.length);
  }

  private started(ids: readonly string[]): Marking[] {
    const ways = ids.map((id) => this.puts(this.model.nodes[id]!));
    const combinations = ways.reduce<string[][]>(
      (all, each) => all.flatMap((some) => each.map((puts) => [...some, ...puts])),
      [[]],
    );
    return combinations.map((puts) => moved(new Map(), [], puts));
  }

  private firings(node: FlowNode, marking: Marking): Firing[] {
    const clears = node.kind === 'end-event' && ['terminate', 'error', 'cancel'].includes(node.event?.type ?? '');
    return this.taken(node, marking).flatMap((takes) =>
      this.puts(node).map((puts) => ({ node: node.id, takes, puts, clears })),
    );
  }

  /** The sets of tokens it goes on with, now. */
  private taken(node: FlowNode, marking: Marking): string[][] {
    const held = node.incoming.filter((flow) => marking.has(flow));
    switch (node.kind) {
      case 'parallel-gateway':
        return held.length === node.incoming.length ? [held] : [];
      case 'inclusive-gateway':
        return held.length > 0 && !this.mayStillCome(node, held, marking) ? [held] : [];
      default: {
        const quantity = isActivity(node) ? node.startQuantity : 1;
        if (quantity === 1) return held.map((flow) => [flow]);
        const tokens = held.flatMap((flow) => Array<string>(marking.get(flow)!).fill(flow));
        return tokens.length >= quantity ? [tokens.slice(0, quantity)] : [];
      }
    }
  }

  /** Whether a token elsewhere can get to an empty flow into the join without passing through it. */
  private mayStillCome(join: FlowNode, held: readonly string[], marking: Marking): boolean {
    const empty = join.incoming.filter((flow) => !held.includes(flow));
    const elsewhere = [...marking.keys()].filter((flow) => !join.incoming.includes(flow));
    const reachable = reached(elsewhere, (flow) => {
      const { target } = this.model.flows[flow]!;
      return target === join.id ? [] : this.puts(this.model.nodes[target]!).flat();
    });
    return empty.some((flow) => reachable.has(flow));
  }

  /** The sets of flows it can put tokens on. */
  private puts(node: FlowNode): string[][] {
    if (node.kind === 'throw-event' && node.event?.type === 'link') {
      return node.event.target === undefined ? [[]] : this.puts(this.model.nodes[node.event.target]!);
    }
    if (node.kind === 'exclusive-gateway' || node.kind === 'event-gateway') return node.outgoing.map((flow) => [flow]);
    if (!isActivity(node)) return this.chosen(node);
    const done = this.chosen(node).map((flows) =>
      flows.flatMap((flow) => Array<string>(node.completionQuantity).fill(flow)),
    );
    const events = node.boundary.map((id) => this.model.nodes[id]!).filter((event) => event.kind === 'boundary-event');
    return events
      .filter(({ event }) => event.type !== 'compensation')
      .flatMap((event) =>
        event.interrupting
          ? this.puts(event)
          : this.puts(event).flatMap((also) => done.map((flows) => [...flows, ...also])),
      )
      .concat(done);
  }

  /** Flows without a condition always, of the others any; the default alone. No way at all: that is an incident. */
  private chosen(node: FlowNode): string[][] {
    if (node.outgoing.length === 0) return [[]];
    const fallback = 'default' in node ? node.default : undefined;
    const conditional = node.outgoing.filter((flow) => this.model.flows[flow]?.condition);
    const always = node.outgoing.filter((flow) => flow !== fallback && !conditional.includes(flow));
    const ways = subsets(conditional)
      .map((flows) => [...always, ...flows])
      .filter(({ length }) => length > 0);
    return fallback === undefined || always.length > 0 ? ways : [...ways, [fallback]];
  }
}

export function moved(marking: Marking, takes: readonly string[], puts: readonly string[]): Marking {
  const result = new Map(marking);
  for (const flow of takes) {
    const left = result.get(flow)! - 1;
    if (left > 0) result.set(flow, left);
    else result.delete(flow);
  }
  for (const flow of puts) result.set(flow, (result.get(flow) ?? 0) + 1);
  return result;
}

function subsets(flows: readonly string[]): string[][] {
  if (flows.length > combined) return [[], [...flows], ...flows.map((flow) => [flow])];
  return flows.reduce<string[][]>((all, flow) => [...all, ...all.map((some) => [...some, flow])], [[]]);
}
