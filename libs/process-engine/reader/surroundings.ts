import type { NodeBase } from '../model/node.js';
import { extensionOf } from './bpmn.js';
import type { AnyElement, Bpmn, Element } from './bpmn.js';

/** What contains flow elements: the process and its sub-processes. */
export type Container = Bpmn<'Process'> | Bpmn<'SubProcess'> | Bpmn<'Transaction'>;

/** What belongs to a node but is not written at it: flows, boundary events, the handler that undoes it, its lane. */
export class Surroundings {
  private readonly incoming = new Map<string, string[]>();
  private readonly outgoing = new Map<string, string[]>();
  private readonly boundary = new Map<string, string[]>();
  private readonly handlers = new Map<string, string>();
  private readonly lanes = new Map<string, string>();

  /** @param artifacts the associations drawn between the pools */
  constructor(containers: readonly Container[], artifacts: readonly Element[]) {
    for (const container of containers) {
      for (const element of elementsOf(container)) this.place(element);
      for (const laneSet of container.laneSets ?? []) this.placeLanes(laneSet);
    }
    for (const artifact of [...artifacts, ...containers.flatMap((each) => each.artifacts ?? [])])
      this.placeHandler(artifact);
  }

  base(element: Element & { readonly id: string; readonly name?: string }, scope: string): NodeBase {
    return {
      id: element.id,
      name: element.name?.trim() || undefined,
      scope,
      incoming: this.incoming.get(element.id) ?? [],
      outgoing: this.outgoing.get(element.id) ?? [],
      lane: this.lanes.get(element.id),
      status: extensionOf(element, 'status'),
    };
  }

  boundaryOf(id: string): readonly string[] {
    return this.boundary.get(id) ?? [];
  }

  /** The activity an association leads to from the compensation event at the edge of this one. */
  handlerOf(id: string): string | undefined {
    return this.boundaryOf(id).flatMap((event) => this.handlers.get(event) ?? [])[0];
  }

  private place(element: AnyElement): void {
    if (element.$type === 'bpmn:SequenceFlow') {
      add(this.outgoing, element.sourceRef?.id, element.id);
      add(this.incoming, element.targetRef?.id, element.id);
    }
    if (element.$type === 'bpmn:BoundaryEvent') add(this.boundary, element.attachedToRef?.id, element.id);
  }

  private placeLanes({ lanes = [] }: Pick<Bpmn<'LaneSet'>, 'lanes'>): void {
    for (const lane of lanes) {
      const name = lane.name?.trim() || lane.id;
      for (const { id } of lane.flowNodeRef ?? []) if (id && name) this.lanes.set(id, name);
      if (lane.childLaneSet) this.placeLanes(lane.childLaneSet);
    }
  }

  private placeHandler(artifact: Element): void {
    const association = artifact as AnyElement;
    if (association.$type !== 'bpmn:Association') return;
    const { sourceRef, targetRef } = association;
    if (!sourceRef?.id || !targetRef?.id || !targetRef.$instanceOf('bpmn:Activity')) return;
    if (compensates(sourceRef as AnyElement)) this.handlers.set(sourceRef.id, targetRef.id);
  }
}

/** The process and the sub-processes in it, from the outside in. */
export function containersOf(outer: Container): Container[] {
  const inner = elementsOf(outer).filter((element) => isContainer(element));
  return [outer, ...inner.flatMap(containersOf)];
}

export function elementsOf(container: Container): readonly AnyElement[] {
  return (container.flowElements ?? []) as readonly AnyElement[];
}

function isContainer(element: AnyElement): element is Bpmn<'SubProcess'> | Bpmn<'Transaction'> {
  return element.$type === 'bpmn:SubProcess' || element.$type === 'bpmn:Transaction';
}

/** Other associations are notes. */
function compensates(element: AnyElement): boolean {
  if (element.$type !== 'bpmn:BoundaryEvent') return false;
  const definitions = [...(element.eventDefinitions ?? []), ...(element.eventDefinitionRef ?? [])];
  return definitions.some(({ $type }) => $type === 'bpmn:CompensateEventDefinition');
}

function add(lists: Map<string, string[]>, key: string | undefined, value: string | undefined): void {
  if (key === undefined || value === undefined) return;
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
