import type { CallActivity, ServiceTask } from '../../model/activity.js';
import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';
import { seeAll, valueOf } from '../run/variables.js';
import { openWait } from '../run/waits.js';
import { inputOf } from './input.js';

/** The key stays the same when an operator has the call repeated, so the other side can tell. */
export function callService(run: Execution, element: LiveElement, node: ServiceTask): void {
  const key = `${run.state.instance}:${element.id}:${node.id}:${element.run}`;
  const { effect, callback } = node;
  openWait(run, element, {
    ...{ kind: 'call', input: inputOf(element, node), effect, attempt: 1, key },
    ...(callback !== undefined && { callbackUntil: new Date(run.context.now.getTime() + callback).toISOString() }),
  });
}

/** @throws Fault */
export function fallBack(run: Execution, element: LiveElement): void {
  const { fallback } = run.node(element) as ServiceTask;
  run.agenda.push({ do: 'finish', element: element.id, result: valueOf(run, element, fallback!) });
}

/** The called process gets the input, or all variables when there is none. */
export function callProcess(run: Execution, element: LiveElement, node: CallActivity): void {
  const variables = node.input.length > 0 ? inputOf(element, node) : seeAll(run, element);
  openWait(run, element, { kind: 'child', variables });
}
