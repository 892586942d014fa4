import type { FlowNode, ProcessModel, Scope, SequenceFlow } from '../model.js';
import { idOf, nameOf } from './bpmn.js';
import type { AnyElement } from './bpmn.js';
import type { Drawing } from './drawing.js';
import { readFlow } from './node/flows.js';
import { readNode } from './node/nodes.js';
import { checkPlacement } from './placement.js';
import type { Reading } from './reading.js';
import { containersOf, elementsOf } from './surroundings.js';
import type { Container } from './surroundings.js';

/** Everything that stands in a process, at all depths. */
export type Content = Pick<ProcessModel, 'nodes' | 'flows' | 'scopes'>;

export function readContent(outer: Container, drawing: Drawing): Content {
  const scopes = containersOf(outer).map((container) => readScope(container, drawing));
  return {
    nodes: byId(scopes.flatMap(({ nodes }) => nodes)),
    flows: byId(scopes.flatMap(({ flows }) => flows)),
    scopes: byId(scopes.map(({ scope }) => scope)),
  };
}

interface ReadScope {
  readonly scope: Scope;
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly SequenceFlow[];
}

function readScope(container: Container, drawing: Drawing): ReadScope {
  const { surroundings, reading } = drawing;
  const id = container.id ?? '';
  const elements = elementsOf(container);
  for (const element of elements) checkPlacement(element, reading);
  const nodes = elements
    .filter((element) => !isData(element) && element.$type !== 'bpmn:SequenceFlow')
    .flatMap((element) => named(element, reading))
    .flatMap((element) => readNode(element, surroundings.base(element, id), drawing) ?? []);
  const flows = elements
    .filter((element) => element.$type === 'bpmn:SequenceFlow')
    .flatMap((element) => readFlow(element, reading) ?? []);
  return { scope: scopeOf(container, nodes), nodes: resolveLinks(nodes, container, reading), flows };
}

/** Without an id nothing can be said of an element: no record, no incident. */
function named(element: AnyElement, reading: Reading) {
  if ('id' in element && element.id) return [element as AnyElement & { id: string }];
  reading.error(element, 'no-id', 'An element has no id.');
  return [];
}

function scopeOf(container: Container, nodes: readonly FlowNode[]): Scope {
  const dataObjects = elementsOf(container).filter((element) => element.$type === 'bpmn:DataObject');
  const items = [...(container.properties ?? []), ...dataObjects];
  return {
    id: container.id ?? '',
    parent: container.$type === 'bpmn:Process' ? undefined : (idOf(container.$parent as AnyElement) ?? undefined),
    nodes: nodes.map(({ id }) => id),
    starts: startsOf(nodes),
    eventSubProcesses: nodes.filter(({ kind }) => kind === 'event-sub-process').map(({ id }) => id),
    variables: items.map(nameOf),
  };
}

function startsOf(nodes: readonly FlowNode[]): string[] {
  const events = nodes.filter((node) => node.kind === 'start-event');
  if (events.length > 0) return events.filter(({ event }) => !event).map(({ id }) => id);
  return nodes.filter((node) => node.incoming.length === 0 && startsByItself(node)).map(({ id }) => id);
}

function startsByItself(node: FlowNode): boolean {
  switch (node.kind) {
    case 'boundary-event':
    case 'event-sub-process':
      return false;
    case 'catch-event':
      return node.event.type !== 'link';
    case 'event-gateway':
    case 'receive-task':
      return !node.instantiate;
    default:
      return !('forCompensation' in node && node.forCompensation);
  }
}

function resolveLinks(nodes: readonly FlowNode[], container: Container, reading: Reading): FlowNode[] {
  return nodes.map((node) => {
    if (node.kind !== 'throw-event' || node.event?.type !== 'link') return node;
    const { link } = node.event;
    const targets = nodes.filter(
      (each) => each.kind === 'catch-event' && each.event.type === 'link' && each.event.link === link,
    );
    const thrower = elementsOf(container).find((element) => 'id' in element && element.id === node.id)!;
    if (targets.length !== 1)
      reading.error(
        thrower,
        'link',
        `The link "${link}" leads to ${targets.length || 'no'} events here; it must be one.`,
      );
    return { ...node, event: { ...node.event, target: targets[0]?.id } };
  });
}

function byId<T extends { readonly id: string }>(all: readonly T[]): Record<string, T> {
  return Object.fromEntries(all.map((each) => [each.id, each]));
}

function isData({ $type }: AnyElement): boolean {
  return $type === 'bpmn:DataObject' || $type === 'bpmn:DataObjectReference' || $type === 'bpmn:DataStoreReference';
}
