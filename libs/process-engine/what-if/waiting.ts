import type { ProcessModel } from '../model.js';
import type { Snapshot, Wait } from '../snapshot.js';

/** Without it the token goes no further: not a boundary event, nor what would begin an event sub-process. */
export function holdsToken({ node, kind }: Wait, { nodes }: ProcessModel): boolean {
  const at = nodes[node]!.kind;
  return kind !== 'timer' && at !== 'boundary-event' && at !== 'start-event';
}

/** Whether the timer may end what the wait waits for: it is at the element, or at a scope around it. */
export function competes(timer: Wait, wait: Wait, { elements }: Snapshot): boolean {
  for (let element = elements[wait.element]; element; element = elements[element.parent ?? 0])
    if (element.id === timer.element) return true;
  return false;
}
