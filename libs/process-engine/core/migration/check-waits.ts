import type { BoundaryEvent, StartEvent } from '../../model/node.js';
import type { FlowNode, ProcessModel } from '../../model.js';
import type { LiveElement, Wait } from '../../snapshot.js';
import type { Move, Refusal } from './move.js';

const waitedFor = new Set<string | undefined>(['message', 'timer', 'signal', 'conditional']);

/** Everything waited for is waited for there, and nothing else, unless the plan says so. */
export function checkWaits(move: Move): Refusal[] {
  const { waits, elements } = move.state;
  return [
    ...Object.values(waits).flatMap((wait) => checkWait(move, wait, elements[wait.element]!)),
    ...Object.values(elements).flatMap((element) =>
      eventsNewAt(move, element)
        .filter(({ id }) => !move.plan.add.includes(id))
        .map(({ id }) => move.refuse('EVENT_ADDED', id, 'is new on what is live, and the plan does not add it.')),
    ),
    ...Object.values(move.state.incidents)
      .filter(({ work }) => work.some((each) => each.do === 'arrive' || each.do === 'fire' || 'trigger' in each))
      .map(({ node }) => move.refuse('UNFINISHED_WORK', node, 'has an incident that has to be retried first.')),
  ];
}

/** Events that begin to be waited for by moving. None where an incident keeps the element from waiting for any. */
export function eventsNewAt(move: Move, element: LiveElement): (BoundaryEvent | StartEvent)[] {
  if (isOutside(move, element)) return [];
  const before = new Set(eventsAt(move.from, element.node, element).map(({ id }) => move.node(id)));
  return eventsAt(move.to, move.node(element.node), element).filter(({ id }) => !before.has(id));
}

/** Before it begins to wait for events, or after. */
function isOutside({ from, state }: Move, { id, node }: LiveElement): boolean {
  const work = Object.values(state.incidents).flatMap((incident) => (incident.element === id ? incident.work : []));
  return work.some((each) => each.do === 'start' || each.do === 'leave' || (each.do === 'work' && node in from.scopes));
}

/** Boundary events and starts of event sub-processes that wait as long as an element at this node lives. */
function eventsAt({ nodes, scopes }: ProcessModel, id: string, element: LiveElement): (BoundaryEvent | StartEvent)[] {
  const node = nodes[id];
  const boundary = node && 'boundary' in node && element.counter === undefined ? node.boundary : [];
  const starts = element.loop || element.interrupted ? [] : (scopes[id]?.eventSubProcesses ?? []);
  const events = [...boundary.map((each) => nodes[each]), ...starts.map((each) => startOf(nodes, each))];
  return (events as (BoundaryEvent | StartEvent)[]).filter(({ event }) => waitedFor.has(event?.type));
}

function startOf(nodes: ProcessModel['nodes'], id: string): FlowNode | undefined {
  const node = nodes[id];
  return node?.kind === 'event-sub-process' ? nodes[node.start] : undefined;
}

function checkWait(move: Move, { node: id, kind }: Wait, element: LiveElement): Refusal[] {
  if (id === element.node || move.plan.drop.includes(id)) return [];
  const old = move.from.nodes[id] as BoundaryEvent;
  const node = move.target(id) as BoundaryEvent | undefined;
  if (!node || !belongsTo(move, node, element)) {
    return [move.refuse('EVENT_REMOVED', id, `is waited for (${kind}), and the plan does not drop it.`)];
  }
  const same = old.event?.type === node.event?.type && old.kind === node.kind;
  return same ? [] : [move.refuse('EVENT_DIFFERS', id, 'is an event of another type there.')];
}

function belongsTo(move: Move, node: FlowNode, element: LiveElement): boolean {
  const { to } = move;
  const host = move.node(element.node);
  if (node.kind === 'boundary-event') return node.attachedTo === host;
  if (node.kind === 'start-event') return to.nodes[node.scope]!.scope === (to.nodes[host]?.id ?? to.id);
  return to.nodes[host]?.outgoing.some((flow) => to.flows[flow]!.target === node.id) ?? false;
}
