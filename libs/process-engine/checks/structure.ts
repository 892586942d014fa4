import type { FlowNode, ProcessModel } from '../model.js';
import type { BoundaryEvent, EventGateway, EventSubProcess } from '../model/node.js';
import type { Problem } from '../problem.js';
import { isActivity } from './activities.js';
import { error } from './finding.js';

/** What BPMN forbids, and the engine therefore cannot run. */
export function checkStructure(model: ProcessModel): Problem[] {
  return [
    ...checkStarts(model),
    ...Object.values(model.flows)
      .filter(({ source, target }) => !model.nodes[source] || !model.nodes[target])
      .map(({ id }) => error(id, 'flow', 'The connection leads from or to what is no step of the process.')),
    ...Object.values(model.nodes).flatMap((node) => [...checkFlows(node), ...checkNode(model, node)]),
  ];
}

function checkStarts(model: ProcessModel): Problem[] {
  const root = model.scopes[model.id];
  const problems =
    root && root.starts.length + model.triggers.length > 0
      ? []
      : [error(model.id, 'no-start', 'Nothing starts the process.')];
  const crowded = Object.values(model.scopes).filter(
    ({ starts }) => starts.filter((id) => model.nodes[id]?.kind === 'start-event').length > 1,
  );
  return [
    ...problems,
    ...crowded.map(({ id }) =>
      error(id, 'several-starts', 'There is more than one start event without a trigger; only one can be started.'),
    ),
  ];
}

/** Where connections may begin and end. */
function checkFlows(node: FlowNode): Problem[] {
  const problems: Problem[] = [];
  if (node.incoming.length > 0 && !mayBeEntered(node))
    problems.push(error(node.id, 'flow', 'No connection can lead here.'));
  if (node.outgoing.length > 0 && !mayBeLeft(node))
    problems.push(error(node.id, 'flow', 'No connection can lead on from here.'));
  if ('default' in node && node.default !== undefined && !node.outgoing.includes(node.default)) {
    problems.push(error(node.id, 'default', 'Its default connection does not begin here.'));
  }
  return problems;
}

function mayBeEntered(node: FlowNode): boolean {
  switch (node.kind) {
    case 'start-event':
    case 'boundary-event':
    case 'event-sub-process':
      return false;
    case 'catch-event':
      return node.event.type !== 'link';
    case 'event-gateway':
    case 'receive-task':
      return !node.instantiate;
    default:
      return !(isActivity(node) && node.forCompensation);
  }
}

function mayBeLeft(node: FlowNode): boolean {
  switch (node.kind) {
    case 'end-event':
    case 'event-sub-process':
      return false;
    case 'boundary-event':
      return node.event.type !== 'compensation';
    case 'throw-event':
      return node.event?.type !== 'link';
    default:
      return !(isActivity(node) && node.forCompensation);
  }
}

function checkNode(model: ProcessModel, node: FlowNode): Problem[] {
  switch (node.kind) {
    case 'boundary-event':
      return checkBoundary(model, node);
    case 'event-sub-process':
      return checkEventSubProcess(model, node);
    case 'event-gateway':
      return checkEventGateway(model, node);
    case 'receive-task':
      return node.instantiate && model.scopes[node.scope]?.parent !== undefined
        ? [error(node.id, 'instantiate', 'Only at the beginning of a process can a task make a new instance.')]
        : [];
    case 'end-event':
    case 'throw-event':
      return checkThrown(model, node);
    default:
      return [];
  }
}

function checkBoundary(model: ProcessModel, node: BoundaryEvent): Problem[] {
  const host = model.nodes[node.attachedTo];
  if (!isActivity(host) || host.scope !== node.scope)
    return [error(node.id, 'boundary', 'It stands at the edge of no activity.')];
  if (node.event.type === 'cancel' && !(host.kind === 'sub-process' && host.transaction)) {
    return [error(node.id, 'cancel', 'Only a transaction can be cancelled.')];
  }
  if (node.event.type !== 'compensation') return [];
  const handler = host.compensation === undefined ? undefined : model.nodes[host.compensation];
  if (isActivity(handler) && handler.forCompensation && handler.scope === node.scope) return [];
  return [error(node.id, 'compensation', 'No activity for compensation is connected with it.')];
}

function checkEventSubProcess(model: ProcessModel, node: EventSubProcess): Problem[] {
  const starts = model.scopes[node.id]?.nodes.filter((id) => model.nodes[id]?.kind === 'start-event') ?? [];
  return starts.length === 1
    ? []
    : [error(node.id, 'event-sub-process', 'An event sub-process needs exactly one start event.')];
}

function checkEventGateway(model: ProcessModel, node: EventGateway): Problem[] {
  const targets = node.outgoing.flatMap((flow) => model.nodes[model.flows[flow]?.target ?? ''] ?? []);
  const problems = targets
    .filter((target) => !isAwaited(target) || target.incoming.length > 1)
    .map(({ id }) =>
      error(
        id,
        'event-gateway',
        'After an event gateway there can only be events that are waited for, and only it can lead to them.',
      ),
    );
  if (targets.length === 0) problems.push(error(node.id, 'event-gateway', 'The gateway waits for nothing.'));
  if (!node.instantiate) return problems;
  const others = targets.filter(
    (target) => target.kind !== 'receive-task' && !(target.kind === 'catch-event' && target.event.type === 'message'),
  );
  return [
    ...problems,
    ...others.map(({ id }) => error(id, 'instantiate', 'Only messages can start a process behind a gateway.')),
  ];
}

function isAwaited(node: FlowNode): boolean {
  return (
    (node.kind === 'catch-event' && node.event.type !== 'link') ||
    (node.kind === 'receive-task' && node.boundary.length === 0)
  );
}

function checkThrown(model: ProcessModel, node: Extract<FlowNode, { kind: 'end-event' | 'throw-event' }>): Problem[] {
  const { event } = node;
  if (event?.type === 'cancel') {
    const around = model.nodes[node.scope];
    const inTransaction = around?.kind === 'sub-process' && around.transaction;
    return inTransaction ? [] : [error(node.id, 'cancel', 'Only within a transaction is there something to cancel.')];
  }
  if (event?.type !== 'compensation' || event.activity === undefined) return [];
  const target = model.nodes[event.activity];
  if (isActivity(target) && (target.compensation !== undefined || target.kind === 'sub-process')) return [];
  return [error(node.id, 'compensation', 'What is to be undone has no compensation.')];
}
