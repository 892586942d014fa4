import type { ProcessModel } from '../model.js';
import type { Problem } from '../problem.js';
import type { Environment } from './environment.js';
import { error } from './finding.js';
import { reached } from './paths.js';

/** Calls by which a process gets back to itself: each instance would start another, without end. */
export function checkCallCycles(
  model: ProcessModel,
  file: readonly ProcessModel[],
  environment: Environment,
): Problem[] {
  const find = (id: string) => file.find((each) => each.id === id) ?? environment.definitions.get(id)?.model;
  const calledBy = (id: string) => calls(find(id)).map(({ called }) => called);
  return calls(model)
    .filter(({ called }) => reached([called], calledBy).has(model.id))
    .map(({ id, called }) => error(id, 'call-cycle', cycle(model.id, called)));
}

function calls(model: ProcessModel | undefined) {
  return Object.values(model?.nodes ?? {}).filter((node) => node.kind === 'call-activity');
}

function cycle(id: string, called: string): string {
  const by = id === called ? 'itself' : `"${called}", which leads back to it`;
  return `The process calls ${by}; that would go on without end.`;
}
