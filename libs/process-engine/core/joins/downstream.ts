import type { ProcessModel } from '../../model.js';

export interface Downstream {
  readonly nodes: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
}

/**
 * What tokens on these nodes can come to, within their scope. A node they stand on only if it lies on a circle.
 * @param closed nodes that are come to and not passed
 */
export function downstreamOf(
  model: ProcessModel,
  from: readonly string[],
  closed: ReadonlySet<string> = new Set(),
): Downstream {
  const nodes = new Set<string>();
  const flows = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const flow of model.nodes[id]!.outgoing) flows.add(flow);
    for (const next of after(model, id)) {
      if (nodes.has(next)) continue;
      nodes.add(next);
      if (!closed.has(next)) open.push(next);
    }
  }
  return { nodes, flows };
}

/** Boundary events belong to their activity, and a link goes on where it is caught. */
function after(model: ProcessModel, id: string): readonly string[] {
  const node = model.nodes[id]!;
  const targets = node.outgoing.map((flow) => model.flows[flow]!.target);
  if ('boundary' in node) return [...targets, ...node.boundary];
  return node.kind === 'throw-event' && node.event?.type === 'link' ? [...targets, node.event.target!] : targets;
}
