import type { ProcessModel, Scope } from '../../model.js';
import { isActivity } from '../activities.js';
import { moved, TokenNet } from './token-net.js';
import type { Firing, Marking } from './token-net.js';

export interface StateSpace {
  /** The nodes that went on in some run. */
  readonly fired: ReadonlySet<string>;
  /** The nodes that wait for several tokens and got one in some run. */
  readonly reachedJoins: ReadonlySet<string>;
  /** Nodes that wait for ever in some run, and the flows that stayed empty then. */
  readonly stuck: ReadonlyMap<string, ReadonlySet<string>>;
  /** False when the bound was hit: then there are runs that were not looked at. */
  readonly complete: boolean;
}

/** No flow is looked at with more tokens than these: they would pile up for ever. */
const tokenLimit = 3;

/**
 * All markings of a scope, each once. Where several nodes can go on, one of them is enough: every flow has one reader, so
 * nobody can take away what another waits for, and the order in which they go on makes no difference to where they end
 * (a stubborn set). Unless that one leads to nothing new: then a loop could make the others wait for ever, and all go on.
 */
export function explore(model: ProcessModel, scope: Scope, bound: number): StateSpace {
  const net = new TokenNet(model, scope);
  const fired = new Set<string>();
  const stuck = new Map<string, Set<string>>();
  const reachedJoins = new Set<string>();
  const markings = new Map<string, Marking>();
  let complete = true;

  const isNew = (marking: Marking) => {
    const key = keyOf(marking);
    if (markings.has(key)) return false;
    if (markings.size >= bound || [...marking.values()].some((tokens) => tokens > tokenLimit))
      return (complete = false);
    markings.set(key, marking);
    return true;
  };
  const goOn = (marking: Marking, ways: readonly Firing[]) => {
    for (const { node } of ways) fired.add(node);
    const results = ways.map(({ takes, puts, clears }) =>
      clears ? new Map<string, number>() : moved(marking, takes, puts),
    );
    return results.map(isNew).some(Boolean);
  };

  net.initial(scope).forEach(isNew);
  // A map hands out what is added while it is walked.
  for (const marking of markings.values()) {
    for (const join of joinsAt(model, marking)) reachedJoins.add(join);
    const enabled = net.enabled(marking);
    if (enabled.length === 0) remember(model, marking, stuck);
    for (const ways of enabled) if (goOn(marking, ways)) break;
  }
  return { fired, reachedJoins, stuck, complete };
}

function keyOf(marking: Marking): string {
  return [...marking]
    .map(([flow, tokens]) => `${flow} ${tokens}`)
    .sort()
    .join('|');
}

function joinsAt(model: ProcessModel, marking: Marking): string[] {
  return [...marking.keys()]
    .map((flow) => model.nodes[model.flows[flow]!.target]!)
    .filter((node) => node.kind === 'parallel-gateway' || (isActivity(node) && node.startQuantity > 1))
    .map(({ id }) => id);
}

/** Nothing can go on, and there are tokens left. */
function remember(model: ProcessModel, marking: Marking, stuck: Map<string, Set<string>>): void {
  for (const flow of marking.keys()) {
    const { id, incoming } = model.nodes[model.flows[flow]!.target]!;
    const missing = stuck.get(id) ?? new Set();
    for (const other of incoming) if (!marking.has(other)) missing.add(other);
    stuck.set(id, missing);
  }
}
