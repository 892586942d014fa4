import type { CompensationEvent } from '../../model/event.js';
import type { Activity } from '../../model/activity.js';
import type { Compensable, Compensating, LiveElement } from '../../snapshot.js';
import { caught } from './catch.js';
import { boundaryOf, startsIn } from './find-catcher.js';
import { placeOf, type Execution } from '../run/execution.js';
import { Fault } from '../run/fault.js';
import { begin, empty, enter, leave, takeFlows } from '../run/tokens.js';
import { dropWaits } from '../run/waits.js';

/** A throw or end event has its scope, or one activity, undone: handlers run one after the other, the last completed first. */
export function compensateFrom(run: Execution, element: LiveElement, { activity, waits }: CompensationEvent): void {
  run.record({ type: 'event-thrown', ...placeOf(element), event: { type: 'compensation' } });
  const rest = activity === undefined ? completedAround(run, element) : completed(run, element, activity);
  if (!waits) takeFlows(run, element, run.node(element)!.outgoing);
  start(run, element, { rest, then: waits ? 'leave' : 'end' });
}

/** A cancel end event: nothing runs in the transaction any more but the handlers of what completed in it. */
export function cancelTransaction(run: Execution, end: LiveElement): void {
  const transaction = transactionOf(run, end);
  run.record({ type: 'event-thrown', ...placeOf(end), event: { type: 'cancel' } });
  leave(run, end);
  dropWaits(run, transaction);
  empty(run, transaction);
  start(run, transaction, { rest: transaction.compensable ?? [], then: 'cancel' });
}

/** The next handler, or the end of the compensation. */
export function compensate(run: Execution, element: LiveElement): void {
  const { rest, then } = element.compensating!;
  const next = rest.at(-1);
  if (next) {
    run.record({ type: 'compensation-advanced', element: element.id });
    undo(run, element, next);
  } else if (then === 'leave') run.agenda.push({ do: 'leave', element: element.id });
  else if (then === 'end') leave(run, element);
  else leaveCancelled(run, element);
}

function start(run: Execution, { id }: LiveElement, compensating: Compensating): void {
  run.record({ type: 'compensation-begun', element: id, compensating });
  run.agenda.push({ do: 'compensate', element: id });
}

function undo(run: Execution, { id: handlerFor }: LiveElement, { node, scope, variables, inner }: Compensable): void {
  const handler = (run.model.nodes[node] as Activity).compensation;
  if (handler !== undefined) return begin(run, { node: handler, parent: scope, handlerFor }, 'compensation');
  const again = run.state.next;
  const compensable = (inner ?? []).map((each) => ({ ...each, scope: again }));
  undoInside(
    run,
    enter(run, { node, parent: scope, handlerFor, compensable, ...(variables && { variables }) }, 'compensation'),
  );
}

/** A sub-process is back, as it was when it completed: its compensation event sub-process runs, or else the handlers inside. */
function undoInside(run: Execution, scope: LiveElement): void {
  const own = startsIn(run, scope).find(({ event }) => event?.type === 'compensation');
  if (own) caught(run, { host: scope, node: own }, null);
  else start(run, scope, { rest: scope.compensable ?? [], then: 'leave' });
}

/** In an event sub-process also what completed in the scope around it. */
function completedAround(run: Execution, { parent }: LiveElement): readonly Compensable[] {
  const scope = run.element(parent!);
  const { compensable = [] } = scope;
  return run.node(scope)?.kind === 'event-sub-process' ? [...completedAround(run, scope), ...compensable] : compensable;
}

function completed(run: Execution, { parent }: LiveElement, activity: string): readonly Compensable[] {
  if (parent === undefined) return [];
  const scope = run.element(parent);
  const found = (scope.compensable ?? []).filter(({ node }) => node === activity);
  return found.length > 0 ? found : completed(run, scope, activity);
}

function transactionOf(run: Execution, { parent }: LiveElement): LiveElement {
  const scope = run.element(parent!);
  const node = run.node(scope);
  if (!node) throw new Fault('NO_FLOW', 'There is no transaction around this cancel end event.');
  return node.kind === 'sub-process' && node.transaction ? scope : transactionOf(run, scope);
}

function leaveCancelled(run: Execution, transaction: LiveElement): void {
  const host = transaction.counter === undefined ? transaction : run.element(transaction.parent!);
  const node = boundaryOf(run, host).find(({ event }) => event.type === 'cancel');
  if (!node) throw new Fault('NO_FLOW', 'The transaction was cancelled and has no cancel boundary event to go on at.');
  caught(run, { host, node }, null);
}
