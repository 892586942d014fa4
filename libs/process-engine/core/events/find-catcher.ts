import type { BoundaryEvent, EventSubProcess, StartEvent } from '../../model/node.js';
import type { ErrorEvent, EscalationEvent, EventDefinition } from '../../model/event.js';
import type { LiveElement } from '../../snapshot.js';
import { isActivity, type Execution } from '../run/execution.js';

/** What catches an error or escalation: a boundary event of `host`, or the start of an event sub-process in it. */
export interface Catcher {
  readonly host: LiveElement;
  readonly node: BoundaryEvent | StartEvent;
}

/** The nearest, from the element outwards; within one scope the one for just this code before the one for all. */
export function findCatcher(
  run: Execution,
  from: LiveElement,
  type: (ErrorEvent | EscalationEvent)['type'],
  code: string,
): Catcher | undefined {
  for (let host: LiveElement | undefined = from; host; host = parentOf(run, host)) {
    const node = matching(startsIn(run, host), type, code) ?? matching(boundaryOf(run, host), type, code);
    if (node) return { host, node };
  }
  return undefined;
}

/** The starts of event sub-processes that can still begin in this scope. */
export function startsIn(run: Execution, scope: LiveElement): StartEvent[] {
  const { nodes, scopes } = run.model;
  if (scope.interrupted || scope.loop) return [];
  return (scopes[scope.node]?.eventSubProcesses ?? []).map(
    (id) => nodes[(nodes[id] as EventSubProcess).start] as StartEvent,
  );
}

/** An instance of a loop has none: they belong to the body. */
export function boundaryOf(run: Execution, host: LiveElement): BoundaryEvent[] {
  const node = run.node(host);
  if (!isActivity(node) || host.counter !== undefined) return [];
  return node.boundary.map((id) => run.model.nodes[id] as BoundaryEvent);
}

function matching<N extends { event?: EventDefinition }>(
  candidates: readonly N[],
  type: EventDefinition['type'],
  code: string,
): N | undefined {
  const codeOf = ({ event }: N) => (event as ErrorEvent).code;
  const ofType = candidates.filter(({ event }) => event?.type === type);
  return ofType.find((each) => codeOf(each) === code) ?? ofType.find((each) => codeOf(each) === undefined);
}

function parentOf(run: Execution, { parent }: LiveElement): LiveElement | undefined {
  return parent === undefined ? undefined : run.element(parent);
}
