import type {
  ElementEntered,
  ElementLeft,
  ElementTerminated,
  FlowTaken,
  ScopeInterrupted,
  TokensWithdrawn,
  VariablesWritten,
} from '../../records/element.js';
import type { LiveElement } from '../../snapshot.js';
import type { Draft } from './draft.js';

type Tokens = Readonly<Record<string, number>>;

export function change(draft: Draft, id: number, changes: Partial<LiveElement>): void {
  draft.elements[id] = { ...draft.elements[id]!, ...changes };
}

export function enter(draft: Draft, record: ElementEntered): void {
  const { element: id, node, run, parent, counter, handlerFor, variables, compensable } = record;
  draft.elements[id] = {
    id,
    node,
    run,
    children: 0,
    ...(parent !== undefined && { parent }),
    ...(counter !== undefined && { counter }),
    ...(handlerFor !== undefined && { handlerFor }),
    ...(variables && { variables }),
    ...(compensable && { compensable }),
  };
  draft.next = Math.max(draft.next, id + 1);
  draft.nodeRuns += 1;
  if (parent === undefined) return;
  const scope = draft.elements[parent]!;
  change(draft, parent, {
    children: scope.children + 1,
    ...(record.flows.length > 0 && { tokens: record.flows.reduce(withoutOne, scope.tokens!) }),
    ...(scope.loop && { loop: { ...scope.loop, started: scope.loop.started + 1 } }),
  });
}

export function remove(draft: Draft, { element }: ElementLeft | ElementTerminated): void {
  const { parent } = draft.elements[element]!;
  delete draft.elements[element];
  if (parent !== undefined) change(draft, parent, { children: draft.elements[parent]!.children - 1 });
}

export function takeFlow(draft: Draft, { parent, flow }: FlowTaken): void {
  const { tokens = {} } = draft.elements[parent]!;
  change(draft, parent, { tokens: { ...tokens, [flow]: (tokens[flow] ?? 0) + 1 } });
}

export function withdraw(draft: Draft, { parent, tokens }: TokensWithdrawn): void {
  const left = Object.entries(tokens).reduce(
    (rest, [flow, count]) => without(rest, flow, count),
    draft.elements[parent]!.tokens ?? {},
  );
  change(draft, parent, { tokens: left });
}

export function write(draft: Draft, { element, variables }: VariablesWritten): void {
  change(draft, element, { variables: { ...draft.elements[element]!.variables, ...variables } });
}

export function interrupt(draft: Draft, { element }: ScopeInterrupted): void {
  change(draft, element, { interrupted: true });
}

function withoutOne(tokens: Tokens, flow: string): Tokens {
  return without(tokens, flow, 1);
}

/** A flow without tokens is not mentioned. */
function without(tokens: Tokens, flow: string, count: number): Tokens {
  const { [flow]: had = 0, ...rest } = tokens;
  return had > count ? { ...tokens, [flow]: had - count } : rest;
}
