import type { Json } from '../../model/expression.js';
import type { BoundaryEvent, StartEvent } from '../../model/node.js';
import type { LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import type { Execution } from '../run/execution.js';
import { empty, enter, terminate } from '../run/tokens.js';
import { write } from '../run/variables.js';
import { dropWaits } from '../run/waits.js';
import { subscriptionTo, type Subscription } from './subscriptions.js';
import { startsIn, type Catcher } from './find-catcher.js';

/** The catcher gets the event; interrupting, what it interrupts is terminated first. `variables` are set around it. */
export function caught(run: Execution, { host, node }: Catcher, result: Json, variables: Variables = {}): void {
  if (node.kind === 'boundary-event') atBoundary(run, host, node, result, variables);
  else inEventSubProcess(run, host, node, result, variables);
}

function atBoundary(run: Execution, host: LiveElement, node: BoundaryEvent, result: Json, variables: Variables): void {
  if (node.interrupting) terminate(run, host);
  passBoundary(run, host, node, result, variables);
}

/** Puts a token on the boundary event and leaves the host alone. */
export function passBoundary(
  run: Execution,
  host: LiveElement,
  node: BoundaryEvent,
  result: Json,
  variables: Variables = {},
): void {
  const parent = host.parent!;
  const element = enter(run, { node: node.id, parent }, 'event');
  write(run, run.element(parent), variables, element.id);
  run.agenda.push({ do: 'finish', element: element.id, result });
}

function inEventSubProcess(
  run: Execution,
  scope: LiveElement,
  start: StartEvent,
  result: Json,
  variables: Variables,
): void {
  if (start.interrupting) interrupt(run, scope, start);
  const around = run.element(scope.id);
  const element = enter(run, { node: start.scope, parent: scope.id, variables: nothingYet(run, start.scope) }, 'event');
  write(run, around, variables, element.id);
  run.agenda.push({ do: 'work', element: element.id, trigger: { node: start.id, result } });
}

/** Nothing else runs in the scope any more, and no other event sub-process of it begins. */
function interrupt(run: Execution, scope: LiveElement, start: StartEvent): void {
  const starts = new Set(startsIn(run, scope).map(({ id }) => id));
  dropWaits(run, scope, (node) => starts.has(node));
  run.record({ type: 'scope-interrupted', element: scope.id, by: start.scope });
  empty(run, run.element(scope.id));
}

/** What begins the event sub-processes of a scope, as long as it lives. @throws Fault EXPRESSION */
export function startSubscriptions(run: Execution, scope: LiveElement): Subscription[] {
  const subscriptions = startsIn(run, scope).map(({ id, event }) => subscriptionTo(run, scope, id, event));
  return subscriptions.filter((each) => each !== undefined);
}

/** Properties and data objects of a scope: null until set. */
export function nothingYet(run: Execution, scope: string): Variables {
  return Object.fromEntries(run.model.scopes[scope]!.variables.map((name) => [name, null]));
}
