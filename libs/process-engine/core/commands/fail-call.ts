import type { Failure } from '../../commands.js';
import type { RetryPolicy, ServiceTask } from '../../model/activity.js';
import type { CallWait, LiveElement, Wait } from '../../snapshot.js';
import { findCatcher } from '../events/find-catcher.js';
import { throwError } from '../events/throw.js';
import type { Execution } from '../run/execution.js';
import { raise } from '../run/incidents.js';
import { namesOf } from '../run/waits.js';

/** Another attempt by the policy; then the fallback, else what catches an error of this class, else an incident. */
export function failCall(run: Execution, wait: Wait & CallWait, failure: Failure): void {
  const element = run.element(wait.element);
  const node = run.node(element) as ServiceTask;
  const { attempt } = wait;
  const next = failure.retryable && !failure.poison && attempt < node.retry.attempts;
  run.record({
    type: 'call-attempt-failed',
    ...namesOf(wait),
    attempt,
    failure,
    ...(next && { next: new Date(run.context.now.getTime() + pause(node.retry, attempt)).toISOString() }),
  });
  if (!next) giveUp(run, element, node, failure);
}

function giveUp(run: Execution, element: LiveElement, node: ServiceTask, failure: Failure): void {
  const { class: code, message } = failure;
  if (failure.poison) return stop(run, element, failure, 'POISON');
  if (node.fallback) return void run.agenda.push({ do: 'fallback', element: element.id });
  if (findCatcher(run, element, 'error', code)) throwError(run, element, { code, message, variables: {} });
  else stop(run, element, failure, 'CALL_FAILED');
}

function stop(run: Execution, element: LiveElement, failure: Failure, code: 'POISON' | 'CALL_FAILED'): void {
  const { class: kind, message, stack } = failure;
  raise(run, element, {
    code,
    message: `${kind}: ${message}`,
    details: { class: kind, ...(stack !== undefined && { stack }) },
    work: [{ do: 'work', element: element.id }],
  });
}

/** ms before the attempt after this one. */
function pause({ backoff, factor, maximum }: RetryPolicy, attempt: number): number {
  return Math.min(backoff * factor ** (attempt - 1), maximum);
}
