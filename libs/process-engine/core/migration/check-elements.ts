import type { FlowNode } from '../../model.js';
import { ROOT, type Compensable, type LiveElement } from '../../snapshot.js';
import type { Move, Refusal } from './move.js';

/** Every live element, token and completed activity has its place in the other version. */
export function checkElements(move: Move): Refusal[] {
  const elements = Object.values(move.state.elements);
  return [
    ...elements.filter(({ id }) => id !== ROOT).flatMap((element) => checkElement(move, element)),
    ...elements.flatMap(({ tokens = [] }) => [...new Set(tokens)].flatMap((flow) => checkToken(move, flow))),
    ...elements.flatMap(({ compensable = [], compensating }) =>
      [...compensable, ...(compensating?.rest ?? [])].flatMap((each) => checkCompensable(move, each)),
    ),
  ];
}

function checkElement(move: Move, { node: id }: LiveElement): Refusal[] {
  const old = move.from.nodes[id]!;
  const node = move.target(id);
  if (!node)
    return [move.refuse('NODE_GONE', id, 'is not in the other version, and the plan names nothing in its place.')];
  return [
    kindOf(old) !== kindOf(node) &&
      move.refuse('KIND_DIFFERS', id, `is ${kindOf(old)} here and ${kindOf(node)} there.`),
    move.node(old.scope) !== node.scope && move.refuse('SCOPE_DIFFERS', id, 'stands in another scope there.'),
    loopOf(old) !== loopOf(node) &&
      move.refuse('LOOP_DIFFERS', id, `runs ${loopOf(old)} here and ${loopOf(node)} there.`),
    eventOf(old) !== eventOf(node) && move.refuse('EVENT_DIFFERS', id, 'waits for an event of another type there.'),
  ].filter((each) => each !== false);
}

function checkToken(move: Move, flow: string): Refusal[] {
  const join = move.from.flows[flow]!.target;
  const there = move.to.flows[move.flow(flow)];
  const arrives = there?.target === move.node(join) && move.target(join)?.kind === move.from.nodes[join]!.kind;
  if (arrives) return [];
  return [
    move.refuse(
      'FLOW_GONE',
      join,
      `holds a token on the flow "${flow}", which does not lead there in the other version.`,
    ),
  ];
}

function checkCompensable(move: Move, { node: id, inner = [] }: Compensable): Refusal[] {
  const node = move.target(id);
  const undoable = node?.kind === 'sub-process' || (node && 'compensation' in node && node.compensation !== undefined);
  const own = undoable ? [] : [move.refuse('COMPENSATION_GONE', id, 'has completed and could not be undone there.')];
  return [...own, ...inner.flatMap((each) => checkCompensable(move, each))];
}

function kindOf(node: FlowNode): string {
  return node.kind === 'sub-process' && node.transaction ? 'transaction' : node.kind;
}

function loopOf(node: FlowNode): string {
  const loop = 'loop' in node ? node.loop : undefined;
  if (!loop) return 'once';
  if (loop.type === 'standard') return 'in a loop';
  return loop.sequential ? 'for each in turn' : 'for each at once';
}

function eventOf(node: FlowNode): string | undefined {
  return 'event' in node ? node.event?.type : undefined;
}
