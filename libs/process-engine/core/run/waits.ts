import type { Json } from '../../model/expression.js';
import type { WaitNamed } from '../../records/wait.js';
import type { LiveElement, Wait, WaitFor } from '../../snapshot.js';
import type { Execution } from './execution.js';

/** @param node where it waits, if that is not where the element stands */
export function openWait(run: Execution, element: LiveElement, what: WaitFor, node = element.node): Wait {
  const wait: Wait = { id: run.state.next, element: element.id, node, run: element.run, ...what };
  run.record({ type: 'wait-opened', wait });
  return wait;
}

export function waitsOf(run: Execution, { id }: LiveElement): Wait[] {
  return Object.values(run.state.waits).filter((wait) => wait.element === id);
}

/** @param at only those at these nodes */
export function dropWaits(run: Execution, element: LiveElement, at?: (node: string) => boolean): void {
  for (const wait of waitsOf(run, element)) {
    if (!at || at(wait.node)) run.record({ type: 'wait-dropped', ...namesOf(wait) });
  }
}

export function closeFired(run: Execution, wait: Wait, result: Json, by?: string): void {
  run.record({ type: 'wait-fired', ...namesOf(wait), result, ...(by !== undefined && { by }) });
}

export function namesOf({ id, kind, element, node, run }: Wait): WaitNamed {
  return { wait: id, kind, element, node, run };
}
