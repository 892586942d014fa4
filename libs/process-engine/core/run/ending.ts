import type { InstanceOutcome } from '../../reference.js';
import { placeOf, type Execution } from './execution.js';
import { resolveIncidents } from './incidents.js';
import { empty } from './tokens.js';
import { dropWaits } from './waits.js';

/** Ends the instance with everything that lives in it. */
export function endInstance(
  run: Execution,
  outcome: InstanceOutcome,
  error?: { readonly code: string; readonly message?: string },
): void {
  const root = run.root();
  empty(run, root);
  dropWaits(run, root);
  resolveIncidents(run, root);
  const { variables = {} } = run.root();
  run.record({ type: outcome === 'completed' ? 'element-left' : 'element-terminated', ...placeOf(root) });
  const { parent } = run.state;
  run.agenda.length = 0;
  run.record({ type: 'instance-ended', outcome, variables, ...(error && { error }), ...(parent && { parent }) });
}
