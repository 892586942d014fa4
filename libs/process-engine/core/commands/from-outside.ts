import type { ChildEnded } from '../../commands.js';
import type { Wait } from '../../snapshot.js';
import { endInstance } from '../run/ending.js';
import { throwError, type Thrown } from '../events/throw.js';
import type { Execution } from '../run/execution.js';
import { raise } from '../run/incidents.js';
import { namesOf } from '../run/waits.js';

/**
 * An error of a worker, a person at a task or a called process. What nothing here catches goes on to the parent instance;
 * where there is none it stops at the element, for an operator.
 */
export function throwFromOutside(run: Execution, error: Thrown, wait: Wait): void {
  run.record({ type: 'wait-fired', ...namesOf(wait), result: null });
  const element = run.element(wait.element);
  if (throwError(run, element, error)) return;
  const { code, message = 'without a message' } = error;
  if (run.state.parent) return endInstance(run, 'failed', { code, message });
  raise(run, element, {
    code: 'UNCAUGHT_ERROR',
    message: `Nothing catches the error ${code}: ${message}`,
    details: { code },
    work: [{ do: 'work', element: element.id }],
  });
}

export function endChild(run: Execution, { result }: ChildEnded, wait: Wait): void {
  if (result.outcome === 'failed') return throwFromOutside(run, result, wait);
  if (result.outcome === 'completed') {
    return void run.agenda.push({ do: 'fire', wait: wait.id, result: result.variables });
  }
  run.record({ type: 'wait-fired', ...namesOf(wait), result: null });
  raise(run, run.element(wait.element), {
    code: 'CHILD_LOST',
    message: `The called process did not come to its end: ${result.message}`,
    work: [{ do: 'work', element: wait.element }],
  });
}
