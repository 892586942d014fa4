import type { RepairCommand, Signed } from '../commands.js';
import type { ProcessModel } from '../model.js';
import type { LiveElement, Snapshot } from '../snapshot.js';
import type { Variables } from '../variables.js';

/** What an operator did, told by nodes: numbers of elements and incidents are another run's own. */
export type Operation = Signed &
  (
    | { readonly type: 'cancel' }
    | { readonly type: 'retry'; readonly node: string; readonly variables: Variables }
    | { readonly type: 'release-join'; readonly node: string }
    | (At & { readonly type: 'set-variables'; readonly variables: Variables })
    | (At & { readonly type: 'skip'; readonly variables: Variables; readonly flows?: readonly string[] })
    | (At & {
        readonly type: 'go-back';
        readonly to: string;
        /** What was taken back with it. */
        readonly nodes: readonly string[];
        readonly flows: readonly string[];
      })
  );

interface At {
  readonly node: string;
  /** Its number in the recorded run: of several at the node the one it has in another run too, if any. */
  readonly element: number;
}

/** The same in a run of this model; undefined as long as there is nothing it could be done to. */
export function commandFor(
  operation: Operation,
  snapshot: Snapshot,
  { nodes }: ProcessModel,
): RepairCommand | undefined {
  const { operator, reason } = operation;
  const by = { operator, reason };
  if (operation.type === 'cancel') return { type: 'cancel', ...by };
  if (operation.type === 'retry' || operation.type === 'release-join') {
    const incident = Object.values(snapshot.incidents).find(({ node }) => node === operation.node)?.id;
    if (incident === undefined) return undefined;
    if (operation.type === 'release-join') return { type: 'release-join', incident, ...by };
    return { type: 'retry', incident, variables: operation.variables, ...by };
  }
  const element = elementAt(operation, snapshot)?.id;
  if (element === undefined) return undefined;
  if (operation.type === 'set-variables')
    return { type: 'set-variables', element, variables: operation.variables, ...by };
  if (operation.type === 'skip') {
    const flows = operation.flows?.filter((flow) => nodes[operation.node]?.outgoing.includes(flow)) ?? [];
    return { type: 'skip', element, variables: operation.variables, ...(flows.length > 0 && { flows }), ...by };
  }
  const { to, flows } = operation;
  const elements = Object.values(snapshot.elements).filter(({ node }) => operation.nodes.includes(node));
  return { type: 'go-back', to, element, withdraw: { elements: elements.map(({ id }) => id), flows }, ...by };
}

function elementAt({ node, element }: At, { elements }: Snapshot): LiveElement | undefined {
  if (elements[element]?.node === node) return elements[element];
  return Object.values(elements).find((each) => each.node === node);
}
