import type { FlowNode, ProcessModel } from '../../model.js';
import type { Problem } from '../../problem.js';
import type { Environment } from '../environment.js';
import { warning } from '../finding.js';
import { next, reached } from '../paths.js';
import { readBy, readIn } from './readings.js';
import { ownOf, writtenBy } from './writings.js';

/** Variables that are read, but set by nothing: most likely names that are misspelt, or start variables not declared. */
export function checkVariables(model: ProcessModel, { forms }: Pick<Environment, 'forms'>): Problem[] {
  const nodes = Object.values(model.nodes);
  const known = setSomewhere(model, forms);
  const unsure = afterUnknown(model, forms);
  const unset = (element: string, names: Iterable<string>) =>
    [...names]
      .filter((name) => !known.has(name))
      .map((name) => warning(element, 'never-set', `"${name}" is read here, but nothing sets it.`));
  return [
    ...nodes.filter(({ id }) => !unsure.has(id)).flatMap((node) => unset(node.id, readBy(model, node))),
    ...Object.values(model.flows).flatMap(({ id, source, condition }) => {
      const sure = !unsure.has(source) && writtenBy(model, model.nodes[source]!, forms) !== 'unknown';
      return condition && sure ? unset(id, readIn(condition)) : [];
    }),
  ];
}

function setSomewhere(model: ProcessModel, forms: Environment['forms']): Set<string> {
  const written = Object.values(model.nodes).flatMap((node) => {
    const names = writtenBy(model, node, forms);
    return [...ownOf(node), ...(names === 'unknown' ? [] : names)];
  });
  const declared = Object.values(model.scopes).flatMap(({ variables }) => variables);
  return new Set([...model.startVariables.map(({ name }) => name), ...declared, ...written]);
}

/** The nodes that can come after one of which it is not known what it sets. */
function afterUnknown(model: ProcessModel, forms: Environment['forms']): Set<string> {
  const unknown = Object.values(model.nodes).filter((node) => writtenBy(model, node, forms) === 'unknown');
  if (unknown.length === 0) return new Set();
  const aside = model.scopes[model.id]!.eventSubProcesses;
  return reached([...unknown.flatMap((node) => onward(model, node)), ...aside], (id) =>
    onward(model, model.nodes[id]!),
  );
}

/** As `next`, and out of the sub-process; in too, for it may be done once more. */
function onward(model: ProcessModel, node: FlowNode): string[] {
  const outer = node.scope === model.id ? undefined : model.nodes[node.scope];
  return [...next(model, node), ...(outer ? onward(model, outer) : [])];
}
