import type { Json } from '../../model/expression.js';
import type { CatchEvent, EventGateway } from '../../model/node.js';
import type { LiveElement, Wait } from '../../snapshot.js';
import type { WaitFired } from '../../records/wait.js';
import { caught } from '../events/catch.js';
import { nextTurn, reckoningOf } from '../events/timers.js';
import { placeOf, type Execution } from '../run/execution.js';
import { enter, takeFlows } from '../run/tokens.js';
import { dropWaits, namesOf } from '../run/waits.js';

/** What the element waited for has happened. @param by who or what brought it @throws Fault */
export function fire(run: Execution, wait: Wait, result: Json, by?: string): void {
  const element = run.element(wait.element);
  const node = run.model.nodes[wait.node]!;
  const next = goesOn(run, wait);
  run.record({ type: 'wait-fired', ...namesOf(wait), result, ...(by !== undefined && { by }), ...(next && { next }) });
  if (wait.node === element.node) arriveAtOwn(run, element, result, next !== undefined);
  else if (node.kind === 'boundary-event' || node.kind === 'start-event') caught(run, { host: element, node }, result);
  else takeByEvent(run, element, wait, result);
}

/** What does not interrupt can happen again; a cycle in a flow sends a token each time. */
function goesOn(run: Execution, wait: Wait): WaitFired['next'] {
  const node = run.model.nodes[wait.node]!;
  const repeats = 'interrupting' in node && !node.interrupting;
  if (wait.kind !== 'timer') return repeats ? {} : undefined;
  const inFlow = node.kind === 'catch-event' && run.element(wait.element).node === wait.node;
  const event = (node as CatchEvent).event;
  return (repeats || inFlow) && event.type === 'timer' ? nextTurn(reckoningOf(run), wait, event) : undefined;
}

function arriveAtOwn(run: Execution, element: LiveElement, result: Json, waitsOn: boolean): void {
  if (waitsOn) takeFlows(run, element, run.node(element)!.outgoing);
  else run.agenda.push({ do: 'finish', element: element.id, result });
}

/** The first event behind an event gateway takes the token; the others are no longer waited for. */
function takeByEvent(run: Execution, gateway: LiveElement, { node }: Wait, result: Json): void {
  const { outgoing } = run.node(gateway) as EventGateway;
  const flow = outgoing.find((each) => run.model.flows[each]!.target === node)!;
  const parent = gateway.parent!;
  dropWaits(run, gateway);
  run.record({ type: 'element-left', ...placeOf(gateway) });
  run.record({ type: 'flow-taken', flow, parent, element: gateway.id, run: gateway.run });
  const element = enter(run, { node, parent, flows: [flow] }, 'flow');
  run.agenda.push({ do: 'finish', element: element.id, result });
}
