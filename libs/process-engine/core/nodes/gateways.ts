import type { CatchEvent, EventGateway } from '../../model/node.js';
import type { ReceiveTask } from '../../model/activity.js';
import type { LiveElement } from '../../snapshot.js';
import { messageWait, subscribe, subscriptionTo, type Subscription } from '../events/subscriptions.js';
import type { Execution } from '../run/execution.js';

/** Exclusive, parallel, inclusive: what they wait for is over when they are entered; what is left is to choose flows. */
export function passGateway(run: Execution, { id }: LiveElement): void {
  run.agenda.push({ do: 'leave', element: id });
}

/** Waits for everything its flows lead to; the first takes the token. */
export function waitForEvents(run: Execution, element: LiveElement, { outgoing }: EventGateway): void {
  const targets = outgoing.map((flow) => run.model.nodes[run.model.flows[flow]!.target]);
  const subscriptions = targets.map((node) => subscriptionFor(run, element, node as CatchEvent | ReceiveTask));
  subscribe(run, element, subscriptions);
}

function subscriptionFor(run: Execution, element: LiveElement, node: CatchEvent | ReceiveTask): Subscription {
  if (node.kind === 'receive-task') {
    return { node: node.id, what: messageWait(run, element, node.message), now: false };
  }
  return subscriptionTo(run, element, node.id, node.event)!;
}
