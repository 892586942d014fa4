import type { FlowNode } from '../../model.js';
import type { LiveElement } from '../../snapshot.js';
import { isActivity, type Execution } from '../run/execution.js';
import { Fault } from '../run/fault.js';
import { leave } from '../run/tokens.js';
import { holds } from '../run/variables.js';

/** @param chosen by an operator, instead of the conditions */
export function choose(run: Execution, element: LiveElement, chosen?: readonly string[]): void {
  const node = run.node(element)!;
  const { handlerFor } = element;
  if (handlerFor !== undefined || node.outgoing.length === 0) leave(run, element);
  else leave(run, element, chosen ?? flowsOf(run, element, node), isActivity(node) ? node.completionQuantity : 1);
  if (handlerFor !== undefined) run.agenda.push({ do: 'compensate', element: handlerFor });
}

function flowsOf(run: Execution, element: LiveElement, node: FlowNode): readonly string[] {
  if (node.kind === 'parallel-gateway' || isOnlyWay(run, node)) return node.outgoing;
  const flows = node.kind === 'exclusive-gateway' ? first(run, element, node) : every(run, element, node);
  if (flows.length > 0) return flows;
  throw new Fault(
    'NO_FLOW',
    `No condition of the flows out of "${node.name ?? node.id}" holds, and none is the default.`,
  );
}

function isOnlyWay({ model }: Execution, { outgoing }: FlowNode): boolean {
  return outgoing.length === 1 && !model.flows[outgoing[0]!]!.condition;
}

/** The first flow whose condition holds, in the order of the file. */
function first(run: Execution, element: LiveElement, node: FlowNode): string[] {
  const byDefault = defaultOf(node);
  const flow = node.outgoing.find((each) => each !== byDefault && isOpen(run, element, each));
  return [flow ?? byDefault].filter((each) => each !== undefined);
}

/** Those without a condition, those whose condition holds, and the default when no condition does. */
function every(run: Execution, element: LiveElement, node: FlowNode): readonly string[] {
  const { outgoing } = node;
  const byDefault = defaultOf(node);
  const open = outgoing.filter((each) => each !== byDefault && isOpen(run, element, each));
  const byCondition = open.some((each) => run.model.flows[each]!.condition);
  if (byDefault === undefined || byCondition) return open;
  return outgoing.filter((each) => each === byDefault || open.includes(each));
}

function isOpen(run: Execution, element: LiveElement, flow: string): boolean {
  const { condition } = run.model.flows[flow]!;
  return !condition || holds(run, element, condition, undefined, flow);
}

function defaultOf(node: FlowNode): string | undefined {
  return 'default' in node ? node.default : undefined;
}
