import type { FlowNode, ProcessModel } from '../model.js';
import type { Problem } from '../problem.js';
import { error, warning } from './finding.js';
import { entries, next, reached } from './paths.js';

/** Steps that are never done. */
export function checkUnreachable(model: ProcessModel): Problem[] {
  const alive = reached(entries(model, model.id), (id) => next(model, model.nodes[id]!));
  return (
    Object.values(model.nodes)
      // Of a dead sub-process it is enough to say that it is dead.
      .filter(({ id, scope }) => !alive.has(id) && (scope === model.id || alive.has(scope)))
      .map(({ id }) => error(id, 'unreachable', 'Nothing leads here, so it is never done; connect it or remove it.'))
  );
}

/** Ways that lead nowhere: round and round, or to a step after which nothing is drawn although the others have an end. */
export function checkDeadEnds(model: ProcessModel): Problem[] {
  return Object.values(model.scopes).flatMap(({ nodes: ids }) => {
    const nodes = ids.map((id) => model.nodes[id]!);
    const ending = reached(
      nodes.filter(ends).map(({ id }) => id),
      (id) => before(model, model.nodes[id]!),
    );
    const hasEnd = nodes.some(({ kind }) => kind === 'end-event');
    return [
      ...entrances(
        model,
        nodes.filter(({ id }) => !ending.has(id)),
      ).map(({ id }) => warning(id, 'no-way-out', 'From here no way leads to an end.')),
      ...nodes
        .filter((node) => hasEnd && ends(node) && !endsProperly(node))
        .map(({ id }) => warning(id, 'dead-end', 'The way stops here without an end event; is a connection missing?')),
    ];
  });
}

function ends(node: FlowNode): boolean {
  if (node.kind === 'throw-event' && node.event?.type === 'link') return false;
  return node.outgoing.length === 0;
}

function endsProperly(node: FlowNode): boolean {
  switch (node.kind) {
    case 'end-event':
    case 'event-sub-process':
      return true;
    case 'boundary-event':
      return node.event.type === 'compensation';
    default:
      return 'forCompensation' in node && node.forCompensation;
  }
}

/** Of nodes that lead round and round only those by which one gets among them; or the first. */
function entrances(model: ProcessModel, nodes: readonly FlowNode[]): readonly FlowNode[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const entered = nodes.filter((node) => before(model, node).some((id) => !ids.has(id)));
  return entered.length > 0 ? entered : nodes.slice(0, 1);
}

function before(model: ProcessModel, node: FlowNode): string[] {
  const sources = node.incoming.flatMap((flow) => model.flows[flow]?.source ?? []);
  if (node.kind === 'boundary-event') return [...sources, node.attachedTo];
  if (node.kind !== 'catch-event' || node.event.type !== 'link') return sources;
  const throwers = Object.values(model.nodes).filter(
    (each) => each.kind === 'throw-event' && each.event?.type === 'link' && each.event.target === node.id,
  );
  return [...sources, ...throwers.map(({ id }) => id)];
}
