import type { IncidentRaised, IncidentResolved } from '../../records/event.js';
import type { CommandDeferred, InstanceEnded, InstanceStarted, Migrated, RunBegun } from '../../records/instance.js';
import type { Compensable, LiveElement } from '../../snapshot.js';
import type { Draft } from './draft.js';

export function start({ state }: Draft, { instance, definition, parent }: InstanceStarted): void {
  Object.assign(state, { instance, definition }, parent && { parent });
}

export function suspend({ state }: Draft): void {
  state.state = 'suspended';
}

export function resume({ state }: Draft): void {
  state.state = 'active';
}

export function end({ state }: Draft, { outcome }: InstanceEnded): void {
  state.state = outcome;
  state.deferred = [];
}

export function beginRun({ state }: Draft, { run }: RunBegun): void {
  state.run = run;
}

export function raise(draft: Draft, { incident }: IncidentRaised): void {
  draft.state.incidents[incident.id] = incident;
  draft.use(incident.id);
}

/** Going on after RUN_LIMIT grants the instance another life. */
export function resolve({ state }: Draft, { incident }: IncidentResolved): void {
  if (state.incidents[incident]?.code === 'RUN_LIMIT') state.nodeRuns = 0;
  delete state.incidents[incident];
}

export function defer({ state }: Draft, { command }: CommandDeferred): void {
  state.deferred = [...state.deferred, command];
}

export function take({ state }: Draft): void {
  state.deferred = state.deferred.slice(1);
}

/** Ids of nodes and flows change wherever they are mentioned. */
export function migrate({ state }: Draft, { to, nodes, flows }: Migrated): void {
  const node = (id: string) => nodes[id] ?? id;
  const compensable = (each: Compensable): Compensable => ({
    ...each,
    node: node(each.node),
    ...(each.inner && { inner: each.inner.map(compensable) }),
  });
  const element = (each: LiveElement): LiveElement => ({
    ...each,
    node: node(each.node),
    ...(each.tokens && { tokens: each.tokens.map((flow) => flows[flow] ?? flow) }),
    ...(each.compensable && { compensable: each.compensable.map(compensable) }),
    ...(each.compensating && {
      compensating: { ...each.compensating, rest: each.compensating.rest.map(compensable) },
    }),
  });
  state.definition = to;
  state.elements = mapValues(state.elements, element);
  state.waits = mapValues(state.waits, (wait) => ({ ...wait, node: node(wait.node) }));
  state.incidents = mapValues(state.incidents, (incident) => ({ ...incident, node: node(incident.node) }));
  state.writes = Object.fromEntries(Object.entries(state.writes).map(([id, run]) => [node(id), run]));
}

function mapValues<V>(table: Readonly<Record<number, V>>, to: (value: V) => V): Record<number, V> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, to(value)]));
}
