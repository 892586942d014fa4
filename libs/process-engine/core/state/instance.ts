import type { IncidentRaised, IncidentResolved } from '../../records/event.js';
import type { CommandDeferred, InstanceEnded, InstanceStarted, Migrated, RunBegun } from '../../records/instance.js';
import type { Compensable, LiveElement } from '../../snapshot.js';
import type { Draft } from './draft.js';

export function start(draft: Draft, { instance, definition, parent }: InstanceStarted): void {
  Object.assign(draft, { instance, definition }, parent && { parent });
}

export function suspend(draft: Draft): void {
  draft.state = 'suspended';
}

export function resume(draft: Draft): void {
  draft.state = 'active';
}

export function end(draft: Draft, { outcome }: InstanceEnded): void {
  draft.state = outcome;
  draft.deferred = [];
}

export function beginRun(draft: Draft, { run }: RunBegun): void {
  draft.run = run;
}

export function raise(draft: Draft, { incident }: IncidentRaised): void {
  draft.incidents[incident.id] = incident;
  draft.next = Math.max(draft.next, incident.id + 1);
}

/** Going on after RUN_LIMIT grants the instance another life. */
export function resolve(draft: Draft, { incident }: IncidentResolved): void {
  if (draft.incidents[incident]?.code === 'RUN_LIMIT') draft.nodeRuns = 0;
  delete draft.incidents[incident];
}

export function defer(draft: Draft, { command }: CommandDeferred): void {
  draft.deferred = [...draft.deferred, command];
}

export function take(draft: Draft): void {
  draft.deferred = draft.deferred.slice(1);
}

export function migrate(draft: Draft, { to, nodes, flows }: Migrated): void {
  const node = (id: string) => nodes[id] ?? id;
  const compensable = (each: Compensable): Compensable => ({
    ...each,
    node: node(each.node),
    ...(each.inner && { inner: each.inner.map(compensable) }),
  });
  const element = (each: LiveElement): LiveElement => ({
    ...each,
    node: node(each.node),
    ...(each.tokens && { tokens: moveTokens(each.tokens, flows) }),
    ...(each.compensable && { compensable: each.compensable.map(compensable) }),
    ...(each.compensating && {
      compensating: { ...each.compensating, rest: each.compensating.rest.map(compensable) },
    }),
  });
  draft.definition = to;
  draft.elements = mapValues(draft.elements, element);
  draft.waits = mapValues(draft.waits, (wait) => ({ ...wait, node: node(wait.node) }));
  draft.incidents = mapValues(draft.incidents, (incident) => ({ ...incident, node: node(incident.node) }));
  draft.writes = mapKeys(draft.writes, node);
}

/** Tokens of two flows that become one are together on it. */
function moveTokens(
  tokens: Readonly<Record<string, number>>,
  flows: Readonly<Record<string, string>>,
): Record<string, number> {
  const moved: Record<string, number> = {};
  for (const [flow, count] of Object.entries(tokens)) {
    const to = flows[flow] ?? flow;
    moved[to] = (moved[to] ?? 0) + count;
  }
  return moved;
}

function mapValues<V>(table: Readonly<Record<number, V>>, to: (value: V) => V): Record<number, V> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, to(value)]));
}

function mapKeys<V>(table: Readonly<Record<string, V>>, to: (key: string) => string): Record<string, V> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [to(key), value]));
}
