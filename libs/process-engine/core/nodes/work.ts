import type { Trigger } from '../../incident.js';
import type { FlowNode } from '../../model.js';
import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';
import { callProcess, callService } from './calls.js';
import { catchEvent, passEvent, throwEvent } from './events.js';
import { passGateway, waitForEvents } from './gateways.js';
import { enterScope } from './scopes.js';
import { decideByTable, openTask, passTask, receiveMessage, runScript, sendMessage } from './tasks.js';

type Behaviour<Node> = (run: Execution, element: LiveElement, node: Node) => void;
type Behaviours = { [Kind in FlowNode['kind']]?: Behaviour<Extract<FlowNode, { kind: Kind }>> };

/** What a node is there for, by its kind; what is not here is a scope. Boundary events are only ever finished. */
const behaviours: Behaviours = {
  'start-event': passEvent,
  'end-event': throwEvent,
  'catch-event': catchEvent,
  'throw-event': throwEvent,
  'exclusive-gateway': passGateway,
  'parallel-gateway': passGateway,
  'inclusive-gateway': passGateway,
  'event-gateway': waitForEvents,
  task: passTask,
  'manual-task': passTask,
  'user-task': openTask,
  'service-task': callService,
  'send-task': sendMessage,
  'receive-task': receiveMessage,
  'script-task': runScript,
  'business-rule-task': decideByTable,
  'call-activity': callProcess,
};

/** @throws Fault */
export function work(run: Execution, element: LiveElement, trigger?: Trigger): void {
  const node = run.node(element);
  const behaviour = node && (behaviours[node.kind] as Behaviour<FlowNode> | undefined);
  if (behaviour) behaviour(run, element, node);
  else enterScope(run, element, trigger);
}
