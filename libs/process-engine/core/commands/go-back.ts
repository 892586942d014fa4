import type { GoBack, Signed } from '../../commands.js';
import type { FlowNode } from '../../model.js';
import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';
import { downstreamOf, type Downstream } from '../joins/downstream.js';
import { NoSuchElement, RepairRefused } from '../refusals.js';
import { begin, terminate, withdraw } from '../run/tokens.js';
import { sign } from './sign.js';

/** @throws NoSuchElement, RepairRefused */
export function goBack(run: Execution, command: GoBack & Signed): void {
  const { to } = command;
  const element = run.find(command.element);
  if (!element) throw new NoSuchElement('The element is not live any more.', { element: command.element });
  const node = run.model.nodes[to];
  if (!node || !canBeGoneBackTo(node)) throw new RepairRefused(`One cannot go back to "${node?.name ?? to}".`);
  const taken = childTowards(run, element, node);
  const scope = run.element(taken.parent!);
  if (scope.interrupted) throw new RepairRefused('An event sub-process has interrupted what one would go back to.');
  const downstream = downstreamOf(run.model, [to]);

  sign(run, command, element);
  run.record({ type: 'run-begun', run: run.state.run + 1, to, repeats: repeats(run, to, downstream) });
  for (const child of toTerminate(run, taken, command, downstream)) terminate(run, child);
  withdraw(run, scope.id, toWithdraw(scope, command, downstream));
  begin(run, { node: to, parent: scope.id }, 'operator');
}

/** Not what only an event or a compensation can begin. */
function canBeGoneBackTo(node: FlowNode): boolean {
  if (node.kind === 'boundary-event' || node.kind === 'event-sub-process') return false;
  return !('forCompensation' in node && node.forCompensation) && !(node.kind === 'start-event' && node.event);
}

/** The element itself, or what it is in, directly below the scope of the node. */
function childTowards(run: Execution, element: LiveElement, to: FlowNode): LiveElement {
  if (element.parent === undefined) {
    throw new RepairRefused(`"${to.name ?? to.id}" is not in the scope of the element, nor in one around it.`);
  }
  const scope = run.element(element.parent);
  return scope.node === to.scope && !scope.loop ? element : childTowards(run, scope, to);
}

function toTerminate(run: Execution, taken: LiveElement, { withdraw }: GoBack, { nodes }: Downstream): LiveElement[] {
  return run
    .children(taken.parent!)
    .filter(({ id, node }) => id === taken.id || (withdraw ? withdraw.elements.includes(id) : nodes.has(node)));
}

function toWithdraw({ tokens = [] }: LiveElement, { withdraw }: GoBack, { flows }: Downstream) {
  const gone = (flow: string) => (withdraw ? withdraw.flows.includes(flow) : flows.has(flow));
  return tokens.filter(gone);
}

/** Nodes with effect "write" that were called before and lie ahead again. */
function repeats({ model, state }: Execution, to: string, { nodes }: Downstream): string[] {
  const ahead = (id: string): boolean => {
    const node = model.nodes[id];
    return node !== undefined && (id === to || nodes.has(id) || ahead(node.scope));
  };
  return Object.keys(state.writes).filter(ahead);
}
