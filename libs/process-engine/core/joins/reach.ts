import type { ProcessModel } from '../../model.js';
import { perModel } from './per-model.js';

/** By flow into a join: the nodes from which a token can come to that flow without passing the join. */
const reachOf = perModel(() => new Map<string, ReadonlySet<string>>());

/**
 * Boundary events belong to their activity, and a link goes on where it is caught. From the join itself a token can come that
 * has passed it already.
 */
export function canReach(model: ProcessModel, node: string, flow: string): boolean {
  return sourcesOf(model, flow).has(node);
}

function sourcesOf(model: ProcessModel, flow: string): ReadonlySet<string> {
  const known = reachOf(model);
  const found = known.get(flow);
  if (found) return found;
  const { source, target } = model.flows[flow]!;
  const sources = backwards(model, source, target);
  known.set(flow, sources);
  return sources;
}

function backwards(model: ProcessModel, from: string, join: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    if (node !== join) open.push(...before(model, node));
  }
  return reached;
}

function before(model: ProcessModel, id: string): string[] {
  const node = model.nodes[id]!;
  const sources = node.incoming.map((flow) => model.flows[flow]!.source);
  if (node.kind === 'boundary-event') return [...sources, node.attachedTo];
  if (node.kind === 'catch-event' && node.event.type === 'link') return [...sources, ...throwersTo(model, id)];
  return sources;
}

function throwersTo(model: ProcessModel, target: string): string[] {
  return Object.values(model.nodes).flatMap((node) =>
    node.kind === 'throw-event' && node.event?.type === 'link' && node.event.target === target ? [node.id] : [],
  );
}
