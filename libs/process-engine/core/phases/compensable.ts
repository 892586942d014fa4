import type { Activity } from '../../model/activity.js';
import type { Compensable, LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';

/** A completed activity with a handler, or a sub-process in which something can be undone, stays known to its scope. */
export function rememberForCompensation(run: Execution, element: LiveElement, node: Activity): void {
  if (element.handlerFor !== undefined) return;
  for (const compensable of compensables(run, element, node)) run.record({ type: 'compensable-added', compensable });
}

function compensables(run: Execution, element: LiveElement, node: Activity): Compensable[] {
  const { id, run: epoch, parent, variables, counter, loop, compensable: inner = [] } = element;
  const own = { scope: parent!, node: node.id, element: id, run: epoch };
  // The handler of a loop undoes the loop as a whole.
  if (node.compensation !== undefined) return counter === undefined ? [own] : [];
  if (loop) return inner.map((each) => ({ ...each, scope: parent! }));
  if (inner.length === 0 && !undoesItself(run, node)) return [];
  return [{ ...own, ...(variables && { variables }), inner }];
}

/** By an event sub-process. */
function undoesItself({ model }: Execution, { id }: Activity): boolean {
  const inside = model.scopes[id]?.eventSubProcesses ?? [];
  return inside.some((each) => {
    const node = model.nodes[each]!;
    const start = node.kind === 'event-sub-process' ? model.nodes[node.start] : undefined;
    return start?.kind === 'start-event' && start.event?.type === 'compensation';
  });
}
