import type { FlowNode, ProcessModel, Scope } from '../../model.js';
import type { Problem } from '../../problem.js';
import { called, error, warning } from '../finding.js';
import { StateSpace } from './state-space.js';

/**
 * Joins that wait for tokens that never come, or not in every run: found by going through the markings of each scope, as if
 * every condition could hold or fail by itself. So a join that never completes is certain, one that may not is not.
 */
export function checkJoins(model: ProcessModel, bound = 10_000): Problem[] {
  return Object.values(model.scopes).flatMap((scope) => checkScope(model, scope, bound));
}

function checkScope(model: ProcessModel, scope: Scope, bound: number): Problem[] {
  const { fired, reachedJoins, stuck, complete } = new StateSpace(model, scope, bound);
  const never = complete ? [...reachedJoins].filter((id) => !fired.has(id)) : [];
  const sometimes = [...stuck.keys()].filter((id) => !never.includes(id));
  const away = (id: string) => absent(model, model.nodes[id]!, stuck.get(id));
  return [
    ...never.map((id) =>
      error(id, 'join-never-completes', `It waits for ever: in no run does it get all it waits for.${away(id)}`),
    ),
    ...sometimes.map((id) => warning(id, 'join-may-stick', `There are runs in which it waits for ever.${away(id)}`)),
    ...(complete ? [] : [warning(scope.id, 'not-all-checked', tooLarge(bound))]),
  ];
}

function absent(model: ProcessModel, join: FlowNode, missing: ReadonlySet<string> | undefined): string {
  const flows = join.incoming.filter((flow) => missing?.has(flow));
  if (flows.length === 0) return '';
  const sources = flows.map((flow) => called(model.nodes[model.flows[flow]!.source]!));
  return ` Nothing comes from ${sources.join(', ')}.`;
}

function tooLarge(bound: number): string {
  return `There are too many ways through this part to try them all: after ${bound} it is not known whether every join completes.`;
}
