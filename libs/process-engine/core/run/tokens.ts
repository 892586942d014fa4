import type { ElementEntered, EntryCause } from '../../records/element.js';
import type { LiveElement } from '../../snapshot.js';
import { placeOf, type Execution } from './execution.js';
import { resolveIncidents } from './incidents.js';
import { dropWaits } from './waits.js';

export type Entry = Pick<ElementEntered, 'counter' | 'handlerFor' | 'variables' | 'compensable'> & {
  readonly node: string;
  readonly parent: number;
  /** Tokens to take off flows, one of each entry. */
  readonly flows?: readonly string[];
};

/** Puts an element on a node; its work is another matter. */
export function enter(run: Execution, { node, parent, flows = [], ...more }: Entry, cause: EntryCause): LiveElement {
  const id = run.state.next;
  run.record({ type: 'element-entered', element: id, node, run: run.state.run, parent, flows, cause, ...more });
  run.touched.add(parent);
  const status = run.model.nodes[node]?.status;
  if (status !== undefined && more.counter === undefined) {
    run.record({ type: 'status-set', element: id, node, run: run.state.run, status });
  }
  return run.element(id);
}

/** Puts elements on nodes and has them work, the first one first. */
export function beginAll(run: Execution, entries: readonly Entry[], cause: EntryCause): void {
  const entered = entries.map((entry) => enter(run, entry, cause));
  for (const { id } of entered.reverse()) run.agenda.push({ do: 'start', element: id });
}

export function begin(run: Execution, entry: Entry, cause: EntryCause): void {
  run.agenda.push({ do: 'start', element: enter(run, entry, cause).id });
}

/** The element is through and takes these flows; without any its scope looks whether that was all. */
export function leave(run: Execution, element: LiveElement, flows: readonly string[] = [], quantity = 1): void {
  const { id, node, run: epoch } = element;
  dropWaits(run, element);
  run.record({ type: 'element-left', element: id, node, run: epoch });
  if (flows.length > 0) takeFlows(run, element, flows, quantity);
  else died(run, element);
}

/** Puts tokens on flows: the first flow's branch runs first. */
export function takeFlows(run: Execution, from: LiveElement, flows: readonly string[], quantity = 1): void {
  const { id: element, run: epoch } = from;
  const parent = from.parent!;
  const tokens = quantity === 1 ? flows : flows.flatMap((flow) => Array<string>(quantity).fill(flow));
  for (const flow of tokens) run.record({ type: 'flow-taken', flow, parent, element, run: epoch });
  for (let last = tokens.length - 1; last >= 0; last--) run.agenda.push({ do: 'arrive', parent, flow: tokens[last]! });
  run.touched.add(parent);
}

/** Ends the element and everything below it, depth first, without completing. */
export function terminate(run: Execution, element: LiveElement): void {
  empty(run, element);
  dropWaits(run, element);
  resolveIncidents(run, element);
  run.record({ type: 'element-terminated', ...placeOf(element) });
  died(run, element);
}

/** Ends everything inside a scope. */
export function empty(run: Execution, scope: LiveElement): void {
  for (const child of run.children(scope.id)) terminate(run, child);
  withdraw(run, scope.id, [...(run.element(scope.id).tokens ?? [])]);
}

/** Takes tokens off the flows where they wait. */
export function withdraw(run: Execution, scope: number, flows: readonly string[]): void {
  if (flows.length === 0) return;
  run.record({ type: 'tokens-withdrawn', parent: scope, flows });
  run.touched.add(scope);
}

function died(run: Execution, { parent }: LiveElement): void {
  if (parent === undefined) return;
  run.touched.add(parent);
  run.agenda.push({ do: 'settle', element: parent });
}
