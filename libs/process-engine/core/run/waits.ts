import type { WaitNamed } from '../../records/wait.js';
import type { LiveElement, Wait, WaitFor } from '../../snapshot.js';
import type { Execution } from './execution.js';

/** @param node where it waits, if that is not where the element stands */
export function openWait(run: Execution, element: LiveElement, what: WaitFor, node = element.node): Wait {
  const wait: Wait = { id: run.state.next, element: element.id, node, run: element.run, ...what };
  run.record({ type: 'wait-opened', wait });
  return wait;
}

/** @param at only those at these nodes */
export function dropWaits(run: Execution, element: LiveElement, at?: (node: string) => boolean): void {
  for (const wait of Object.values(run.state.waits)) {
    if (wait.element === element.id && (!at || at(wait.node))) run.record({ type: 'wait-dropped', ...namesOf(wait) });
  }
}

export function namesOf({ id, kind, element, node, run }: Wait): WaitNamed {
  return { wait: id, kind, element, node, run };
}
