import type { MigrationPlan } from '../../commands.js';
import type { FlowNode } from '../../model.js';
import type { EventDefinition } from '../../model/event.js';
import type { Wait, WaitFor } from '../../snapshot.js';
import { timerWait } from '../events/timers.js';
import type { Execution } from '../run/execution.js';
import { namesOf, openWait } from '../run/waits.js';

/**
 * Waits go on as the same waits, so a message that reached one does not reach it again. Only another name, or a restart of
 * timers, makes a new one; a correlation key was evaluated once and stays.
 */
export function renewWaits(run: Execution, timers: MigrationPlan['timers']): void {
  for (const wait of Object.values(run.state.waits)) {
    const what = renewed(run, wait, timers);
    if (what === wait) continue;
    run.record({ type: 'wait-dropped', ...namesOf(wait) });
    openWait(run, run.element(wait.element), what, wait.node);
  }
}

function renewed(run: Execution, wait: Wait, timers: MigrationPlan['timers']): WaitFor {
  const event = eventOf(run.model.nodes[wait.node]!);
  if (wait.kind === 'message' && event?.type === 'message' && event.message.name !== wait.name) {
    return { kind: 'message', name: event.message.name, key: wait.key };
  }
  if (wait.kind === 'signal' && event?.type === 'signal' && event.signal !== wait.name) {
    return { kind: 'signal', name: event.signal };
  }
  if (wait.kind === 'timer' && event?.type === 'timer' && timers === 'restart') {
    return timerWait(run, run.element(wait.element), event);
  }
  return wait;
}

function eventOf(node: FlowNode): EventDefinition | undefined {
  if (node.kind === 'receive-task') return { type: 'message', message: node.message };
  return 'event' in node ? node.event : undefined;
}
