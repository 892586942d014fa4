import type { Work } from '../../incident.js';
import type { Activity } from '../../model/activity.js';
import type { BoundaryEvent } from '../../model/node.js';
import type { LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import { nothingYet } from '../events/catch.js';
import { boundaryOf } from '../events/find-catcher.js';
import { subscribe, subscriptionTo } from '../events/subscriptions.js';
import { isActivity, type Execution } from '../run/execution.js';
import { beginLoop } from './loop.js';
import { valueOf, writeTo } from '../run/variables.js';

/**
 * Inputs, then boundary events, then the work. Of a loop the body has the boundary events and each instance its inputs.
 * @throws Fault
 */
export function start(run: Execution, element: LiveElement, work: Work & { do: 'start' }): void {
  const node = run.node(element);
  if (!isActivity(node)) return void run.agenda.push({ ...work, do: 'work' });
  const looping = element.counter === undefined && node.loop;
  const boundary = boundaryOf(run, element).map(({ id, event }: BoundaryEvent) =>
    subscriptionTo(run, element, id, event),
  );
  if (looping) beginLoop(run, element, looping);
  else beginActivity(run, element, node);
  subscribe(
    run,
    element,
    boundary.filter((each) => each !== undefined),
  );
}

function beginActivity(run: Execution, element: LiveElement, node: Activity): void {
  writeTo(run, element.id, ownVariables(run, element, node), element.id);
  run.agenda.push({ do: 'work', element: element.id });
}

function ownVariables(run: Execution, element: LiveElement, node: Activity): Variables {
  if (node.variables.length === 0 && node.input.length === 0 && node.kind !== 'sub-process') return {};
  const properties = node.variables.map((name) => [name, null] as const);
  const inputs = node.input.map(({ target, value }) => [target, valueOf(run, element, value)] as const);
  const inside = node.kind === 'sub-process' ? nothingYet(run, node.id) : {};
  return { ...inside, ...Object.fromEntries([...properties, ...inputs]) };
}
