import type { FlowNode } from '../../model.js';
import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';

/** A node at which tokens wait for others. */
export interface WaitingJoin {
  readonly node: FlowNode;
  readonly scope: LiveElement;
  /** Incoming flows with a token, and without. */
  readonly held: readonly string[];
  readonly missing: readonly string[];
}

/** In the order of the file. */
export function waitingJoins(run: Execution, id: number): WaitingJoin[] {
  const scope = run.find(id);
  const { tokens = [] } = scope ?? {};
  if (!scope || tokens.length === 0) return [];
  const targets = new Set(tokens.map((flow) => run.model.flows[flow]!.target));
  const nodes = run.model.scopes[scope.node]!.nodes.filter((id) => targets.has(id)).map((id) => run.model.nodes[id]!);
  return nodes.map((node) => ({
    node,
    scope,
    held: node.incoming.filter((flow) => tokens.includes(flow)),
    missing: node.incoming.filter((flow) => !tokens.includes(flow)),
  }));
}
