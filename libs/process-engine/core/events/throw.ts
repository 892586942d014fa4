import type { ThrownEvent } from '../../records/event.js';
import type { LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import { placeOf, type Execution } from '../run/execution.js';
import { caught } from './catch.js';
import { findCatcher } from './find-catcher.js';

export interface Thrown {
  readonly code: string;
  readonly message?: string;
  readonly variables: Variables;
}

/** @returns whether something in this instance catches it; what does has it then */
export function throwError(run: Execution, from: LiveElement, { code, message, variables }: Thrown): boolean {
  return throwUpwards(run, from, { type: 'error', code, ...(message !== undefined && { message }), variables });
}

/** Goes to the parent instance when nothing here catches it; nobody has to. */
export function throwEscalation(run: Execution, from: LiveElement, { code, variables }: Thrown): void {
  throwUpwards(run, from, { type: 'escalation', code, variables });
}

function throwUpwards(
  run: Execution,
  from: LiveElement,
  event: Extract<ThrownEvent, { type: 'error' | 'escalation' }>,
): boolean {
  const catcher = findCatcher(run, from, event.type, event.code);
  run.record({ type: 'event-thrown', ...placeOf(from), event, ...(catcher && { caughtBy: catcher.node.id }) });
  if (!catcher) return false;
  const message = event.type === 'error' ? (event.message ?? null) : null;
  caught(run, catcher, { code: event.code, message }, event.variables);
  return true;
}
