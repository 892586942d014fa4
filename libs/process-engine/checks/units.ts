import type { FlowNode, ProcessModel } from '../model.js';
import type { ServiceTask } from '../model/activity.js';
import { ownOf, writtenBy } from './variables/writings.js';
import { readBy, readIn } from './variables/readings.js';

/** A part of a process with one way in and one way out: a service task, or a choice between service tasks. */
export interface Unit {
  readonly first: FlowNode;
  readonly last: FlowNode;
  readonly elements: readonly string[];
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
  /** By whose conditions it chooses; undefined: a task. */
  readonly choice?: FlowNode;
}

/** The units that begin at the node and may be run beside others; undefined when there is none. */
export function unitAt(model: ProcessModel, node: FlowNode): Unit | undefined {
  return node.kind === 'exclusive-gateway' ? choiceAt(model, node) : taskAt(model, node);
}

/** The node that alone follows, and follows nothing else. */
export function follower(model: ProcessModel, { outgoing }: FlowNode): FlowNode | undefined {
  const flow = outgoing.length === 1 ? model.flows[outgoing[0]!] : undefined;
  const node = flow && !flow.condition ? model.nodes[flow.target] : undefined;
  return node?.incoming.length === 1 ? node : undefined;
}

function taskAt(model: ProcessModel, node: FlowNode): Unit | undefined {
  if (node.kind !== 'service-task' || !isPlain(node)) return undefined;
  const writes = writtenBy(model, node, new Map());
  if (writes === 'unknown' || !(node.effect === 'read' || node.independent)) return undefined;
  const own = ownOf(node);
  const reads = [...readBy(model, node)].filter((name) => !own.includes(name));
  return { first: node, last: node, elements: [node.id], reads: new Set(reads), writes: new Set(writes) };
}

/** Its events and its repetitions are part of the order it stands in. */
function isPlain({ boundary, loop, startQuantity, completionQuantity, status, compensation }: ServiceTask): boolean {
  const quiet = boundary.length === 0 && status === undefined && compensation === undefined;
  return quiet && loop === undefined && startQuantity === 1 && completionQuantity === 1;
}

/** Each way leads over units, or over nothing, to the same gateway. */
function choiceAt(model: ProcessModel, gateway: FlowNode): Unit | undefined {
  if (gateway.outgoing.length < 2) return undefined;
  const ways = gateway.outgoing.map((flow) => wayFrom(model, flow));
  const join = ways[0]?.join;
  const closed = join && ways.every((way) => way?.join === join) && join.incoming.length === ways.length;
  if (!closed || join.outgoing.length > 1 || join.status !== undefined || gateway.status !== undefined)
    return undefined;
  const units = ways.flatMap((way) => way!.units);
  const conditions = gateway.outgoing.flatMap((flow) => model.flows[flow]!.condition ?? []);
  return {
    first: gateway,
    last: join,
    elements: [gateway.id, ...units.flatMap(({ elements }) => elements), join.id],
    reads: new Set([...conditions.flatMap((each) => [...readIn(each)]), ...units.flatMap(({ reads }) => [...reads])]),
    writes: new Set(units.flatMap(({ writes }) => [...writes])),
    choice: gateway,
  };
}

function wayFrom(model: ProcessModel, flow: string): { units: Unit[]; join: FlowNode } | undefined {
  const units: Unit[] = [];
  let node = model.nodes[model.flows[flow]!.target]!;
  while (node.kind === 'service-task' && node.incoming.length === 1) {
    const unit = taskAt(model, node);
    const onward = node.outgoing.length === 1 ? model.flows[node.outgoing[0]!] : undefined;
    if (!unit || !onward || onward.condition) return undefined;
    units.push(unit);
    node = model.nodes[onward.target]!;
  }
  return node.kind === 'exclusive-gateway' ? { units, join: node } : undefined;
}
