import type { ProcessModel } from '../../model.js';

export interface Downstream {
  readonly nodes: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
}

/** What a token can come to from a node, within its scope. The node itself only if it lies on a circle. */
export function downstreamOf(model: ProcessModel, from: string): Downstream {
  const nodes = new Set<string>();
  const flows = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = model.nodes[id]!;
    const boundary = 'boundary' in node ? node.boundary : [];
    const link = node.kind === 'throw-event' && node.event?.type === 'link' ? [node.event.target!] : [];
    for (const flow of node.outgoing) flows.add(flow);
    const next = [...node.outgoing.map((flow) => model.flows[flow]!.target), ...boundary, ...link];
    const fresh = next.filter((each) => !nodes.has(each));
    for (const each of fresh) nodes.add(each);
    open.push(...fresh);
  }
  return { nodes, flows };
}
