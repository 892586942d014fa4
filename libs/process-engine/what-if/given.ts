import type { Json } from '../model/expression.js';
import type { ProcessRecord } from '../records.js';
import type { WaitFired } from '../records/wait.js';
import type { Variables } from '../variables.js';
import type { Given } from './recording.js';

/**
 * The answer that made a wait fire; undefined for what is no answer to one wait: signals, and conditions that came true.
 * @param next the record after it: where an error was thrown or a child got lost, it says so
 */
export function givenBy(fired: WaitFired, next: ProcessRecord | undefined): Given | undefined {
  const { kind, result, by } = fired;
  const thrown = thrownAt(fired, next);
  switch (kind) {
    case 'task':
      return thrown ?? { type: 'complete-task', result: entries(result), ...(by !== undefined && { by }) };
    case 'call':
      return thrown ?? { type: 'call-succeeded', result };
    case 'child':
      if (lostAt(fired, next)) return { type: 'child-ended', result: { outcome: 'lost', message: 'as recorded' } };
      return thrown ?? { type: 'child-ended', result: { outcome: 'completed', variables: entries(result) } };
    case 'timer':
      return { type: 'timer-fired' };
    case 'message':
      return { type: 'message-arrived', message: by ?? '', variables: entries(result) };
    case 'signal':
    case 'condition':
      return undefined;
  }
}

function thrownAt({ element }: WaitFired, next: ProcessRecord | undefined): Given | undefined {
  if (next?.type !== 'event-thrown' || next.element !== element || next.event.type !== 'error') return undefined;
  const { code, message, variables } = next.event;
  return { type: 'throw-error', code, ...(message !== undefined && { message }), variables };
}

function lostAt({ element }: WaitFired, next: ProcessRecord | undefined): boolean {
  return next?.type === 'incident-raised' && next.incident.element === element && next.incident.code === 'CHILD_LOST';
}

export function entries(result: Json): Variables {
  return typeof result === 'object' && result !== null && !Array.isArray(result) ? (result as Variables) : {};
}
