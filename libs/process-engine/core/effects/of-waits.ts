import type { Closing, Effect } from '../../effects.js';
import type { ProcessModel } from '../../model.js';
import type { CallActivity, ServiceTask } from '../../model/activity.js';
import type { CallAttemptFailed, WaitDropped, WaitFired } from '../../records/wait.js';
import type { CallWait, Wait, WaitKind, WaitOwner } from '../../snapshot.js';

type Closer = Extract<Effect, Closing>['type'];

const closers: Record<WaitKind, Closer | undefined> = {
  task: 'close-task',
  call: 'cancel-call',
  child: 'cancel-child',
  timer: 'cancel-timer',
  message: 'unsubscribe-message',
  signal: 'unsubscribe-signal',
  condition: undefined,
};

/** Undefined for a condition, which the engine watches itself. */
export function opening(wait: Wait, model: ProcessModel): Effect | undefined {
  const { id, element, node, run } = wait;
  const owner: WaitOwner = { id, element, node, run };
  switch (wait.kind) {
    case 'task':
      return { type: 'open-task', ...owner, input: wait.input };
    case 'call':
      return requestCall(wait, model.nodes[node] as ServiceTask);
    case 'child': {
      const { called, version } = model.nodes[node] as CallActivity;
      return { type: 'start-child', ...owner, definition: called, version, variables: wait.variables };
    }
    case 'timer':
      return { type: 'set-timer', ...owner, due: wait.due, ...(wait.cycle && { cycle: wait.cycle }) };
    case 'message':
      return { type: 'subscribe-message', ...owner, name: wait.name, key: wait.key };
    case 'signal':
      return { type: 'subscribe-signal', ...owner, name: wait.name };
    case 'condition':
      return undefined;
  }
}

export function closing(record: WaitFired | WaitDropped | CallAttemptFailed): Effect | undefined {
  const type = closers[record.kind];
  const { wait, element, node, run } = record;
  return type && { type, wait, element, node, run, answered: record.type !== 'wait-dropped' };
}

export function nextAttempt(record: CallAttemptFailed, wait: CallWait & WaitOwner, model: ProcessModel): Effect {
  return {
    ...requestCall({ ...wait, attempt: record.attempt + 1 }, model.nodes[wait.node] as ServiceTask),
    notBefore: record.next!,
    lastFailure: record.failure,
  };
}

function requestCall(
  { id, element, node, run, input, attempt, key, callbackUntil }: CallWait & WaitOwner,
  { connector, effect, timeout }: ServiceTask,
) {
  return {
    type: 'request-call' as const,
    ...{ id, element, node, run, connector, effect, input, attempt, key },
    ...(timeout !== undefined && { timeout }),
    ...(callbackUntil !== undefined && { callbackUntil }),
  };
}
