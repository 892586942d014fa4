import type {
  ElementEntered,
  ElementLeft,
  ElementTerminated,
  FlowTaken,
  ScopeInterrupted,
  TokensWithdrawn,
  VariablesWritten,
} from '../../records/element.js';
import type { Numbered } from '../../records.js';
import type { Draft, OwnElement } from './draft.js';

export function enter(draft: Draft, record: ElementEntered & Numbered): void {
  const { element: id, node, run, at: since, parent, counter, handlerFor, variables, compensable } = record;
  const element: OwnElement = { id, node, run, since, children: 0 };
  if (parent !== undefined) element.parent = parent;
  if (counter !== undefined) element.counter = counter;
  if (handlerFor !== undefined) element.handlerFor = handlerFor;
  if (variables) element.variables = variables;
  if (compensable) element.compensable = compensable;
  draft.add(element);
  draft.use(id);
  draft.state.nodeRuns += 1;
  if (parent !== undefined) enterScope(draft.own(parent), record.flows);
}

export function remove(draft: Draft, { element }: ElementLeft | ElementTerminated): void {
  const { parent } = draft.state.elements[element]!;
  delete draft.state.elements[element];
  if (parent !== undefined) draft.own(parent).children -= 1;
}

export function takeFlow(draft: Draft, { parent, flow }: FlowTaken): void {
  const scope = draft.own(parent);
  if (scope.tokens) scope.tokens.push(flow);
  else scope.tokens = [flow];
}

export function withdraw(draft: Draft, { parent, flows }: TokensWithdrawn): void {
  takeOff(draft.own(parent), flows);
}

export function write(draft: Draft, { element, variables }: VariablesWritten): void {
  const scope = draft.own(element);
  scope.variables = { ...scope.variables, ...variables };
}

export function interrupt(draft: Draft, { element }: ScopeInterrupted): void {
  draft.own(element).interrupted = true;
}

function enterScope(scope: OwnElement, flows: readonly string[]): void {
  scope.children += 1;
  takeOff(scope, flows);
  if (scope.loop) scope.loop = { ...scope.loop, started: scope.loop.started + 1 };
}

/** The oldest token of each flow. */
function takeOff({ tokens }: OwnElement, flows: readonly string[]): void {
  for (const flow of flows) tokens!.splice(tokens!.indexOf(flow), 1);
}
