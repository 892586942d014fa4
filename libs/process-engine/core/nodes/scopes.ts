import type { Trigger } from '../../incident.js';
import type { LiveElement } from '../../snapshot.js';
import { startSubscriptions } from '../events/catch.js';
import { subscribe } from '../events/subscriptions.js';
import type { Execution } from '../run/execution.js';
import { beginAll, enter } from '../run/tokens.js';

/** Process, sub-process, event sub-process: puts tokens on its starts, or on the one that was triggered. */
export function enterScope(run: Execution, element: LiveElement, trigger?: Trigger): void {
  const subscriptions = startSubscriptions(run, element);
  run.agenda.push({ do: 'settle', element: element.id });
  if (trigger) startBy(run, element, trigger);
  else startPlainly(run, element);
  subscribe(run, element, subscriptions);
}

function startPlainly(run: Execution, { id, node }: LiveElement): void {
  const { starts } = run.model.scopes[node]!;
  beginAll(
    run,
    starts.map((start) => ({ node: start, parent: id })),
    'start',
  );
}

function startBy(run: Execution, { id }: LiveElement, { node, result }: Trigger): void {
  const start = enter(run, { node, parent: id }, 'event');
  run.agenda.push({ do: 'finish', element: start.id, result });
}
