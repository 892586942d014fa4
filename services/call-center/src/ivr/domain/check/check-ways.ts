import type { FlowDocument } from '../flow/flow-document.js';
import { waysOf } from '../flow/targets.js';
import { errorAt, warningAt, type FlowProblem } from './flow-problem.js';

/** Every way leads somewhere, every node can be come to, and nobody goes round in a circle alone. */
export function checkWays(document: FlowDocument): FlowProblem[] {
  const { nodes, start } = document;
  const missing = Object.entries(nodes).flatMap(([id, node]) =>
    [...new Set(waysOf(node).map(({ to }) => to))]
      .filter((to) => !has(document, to))
      .map((to) => errorAt(id, `It goes on at "${to}", and there is no such node.`)),
  );
  if (!has(document, start))
    return [errorAt(null, `The flow starts at "${start}", and there is no such node.`), ...missing];
  if (missing.length > 0) return missing;
  const reached = reachedFrom(document, start);
  const lost = Object.keys(nodes).filter((id) => !reached.has(id));
  return [...lost.map((id) => warningAt(id, 'No way leads here.')), ...silentCircles(document, reached)];
}

function has({ nodes }: FlowDocument, id: string): boolean {
  return Object.hasOwn(nodes, id);
}

function reachedFrom({ nodes }: FlowDocument, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const id of reached) for (const { to } of waysOf(nodes[id]!)) reached.add(to);
  return reached;
}

/** A circle of ways that are taken without the caller: it would be gone round for ever. One problem for each circle. */
function silentCircles({ nodes }: FlowDocument, reached: ReadonlySet<string>): FlowProblem[] {
  const done = new Set<string>();
  const problems: FlowProblem[] = [];
  const walk = (id: string, path: readonly string[]): void => {
    const begin = path.indexOf(id);
    if (begin >= 0) problems.push(circle(path.slice(begin), nodes));
    if (begin >= 0 || done.has(id)) return;
    for (const to of silentWays(nodes, id)) walk(to, [...path, id]);
    done.add(id);
  };
  for (const id of reached) walk(id, []);
  return problems;
}

function silentWays(nodes: FlowDocument['nodes'], id: string): ReadonlySet<string> {
  return new Set(
    waysOf(nodes[id]!)
      .filter(({ silent }) => silent)
      .map(({ to }) => to),
  );
}

function circle(ids: readonly string[], nodes: FlowDocument['nodes']): FlowProblem {
  const asks = ids.some((id) => ['menu', 'collect', 'voicemail'].includes(nodes[id]!.kind));
  const way = [...ids, ids[0]!].join(' → ');
  return errorAt(
    ids[0]!,
    asks
      ? `A caller who says nothing goes round for ever: ${way}. Let one of them lead out when it was asked often enough.`
      : `It goes round for ever and asks nobody: ${way}.`,
  );
}
