import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';
import { incidentsOf } from '../run/incidents.js';
import { leave } from '../run/tokens.js';

/** A scope in which nothing lives and no token waits is complete. Loops and compensations say themselves when they are. */
export function settle(run: Execution, scope: LiveElement): void {
  const { tokens = [] } = scope;
  const busy = scope.children > 0 || tokens.length > 0 || scope.loop || scope.compensating;
  if (busy || incidentsOf(run, scope.id).length > 0) return;
  if (run.node(scope)?.kind === 'event-sub-process') leave(run, scope);
  else run.agenda.push({ do: 'finish', element: scope.id, result: null });
}
