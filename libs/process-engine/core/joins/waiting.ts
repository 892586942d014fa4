import type { FlowNode, ProcessModel } from '../../model.js';
import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';

/** A node at which tokens wait for others. */
export interface Join {
  readonly node: FlowNode;
  readonly scope: LiveElement;
  /** Incoming flows with a token, and without. */
  readonly held: readonly string[];
  readonly missing: readonly string[];
}

/** Where tokens wait now, in the order of the file. */
export function waitingJoins({ model, state }: Execution, id: number): Join[] {
  const scope = state.elements[id];
  const { tokens = [] } = scope ?? {};
  if (!scope || tokens.length === 0) return [];
  const targets = new Set(tokens.map((flow) => model.flows[flow]!.target));
  const nodes = model.scopes[scope.node]!.nodes.filter((node) => targets.has(node));
  return nodes.map((node) => joinAt(model, scope, node));
}

/** All gateways of the scope that wait for more than one token. */
export function joinsOf(model: ProcessModel, scope: LiveElement): Join[] {
  const nodes = model.scopes[scope.node]!.nodes.filter((id) => {
    const { kind, incoming } = model.nodes[id]!;
    return incoming.length > 1 && (kind === 'parallel-gateway' || kind === 'inclusive-gateway');
  });
  return nodes.map((node) => joinAt(model, scope, node));
}

function joinAt(model: ProcessModel, scope: LiveElement, id: string): Join {
  const node = model.nodes[id]!;
  const { tokens = [] } = scope;
  return {
    node,
    scope,
    held: node.incoming.filter((flow) => tokens.includes(flow)),
    missing: node.incoming.filter((flow) => !tokens.includes(flow)),
  };
}
