import type { FlowNode } from '../../model.js';
import type { LiveElement } from '../../snapshot.js';
import { isActivity, type Execution } from '../run/execution.js';
import { begin } from '../run/tokens.js';

/** A token is at the end of a flow: it enters the node, or waits there for others. */
export function arrive(run: Execution, scope: LiveElement, flow: string): void {
  const node = run.model.nodes[run.model.flows[flow]!.target]!;
  if (node.kind === 'parallel-gateway') return arriveAtParallel(run, scope, node);
  if (node.kind === 'inclusive-gateway' && node.incoming.length > 1) return;
  if (isActivity(node) && node.startQuantity > 1) return arriveAtActivity(run, scope, node, node.startQuantity);
  begin(run, { node: node.id, parent: scope.id, flows: [flow] }, 'flow');
}

/** One token of each flow; what is more than one stays for the next round. */
function arriveAtParallel(run: Execution, { id, tokens }: LiveElement, { id: node, incoming }: FlowNode): void {
  if (incoming.every((flow) => tokens!.includes(flow))) begin(run, { node, parent: id, flows: incoming }, 'flow');
}

/** So many tokens, from whichever flows. */
function arriveAtActivity(
  run: Execution,
  { id, tokens }: LiveElement,
  { id: node, incoming }: FlowNode,
  quantity: number,
): void {
  const waiting = tokens!.filter((flow) => incoming.includes(flow));
  if (waiting.length >= quantity) begin(run, { node, parent: id, flows: waiting.slice(0, quantity) }, 'flow');
}
