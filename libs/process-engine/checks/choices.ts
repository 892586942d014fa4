import type { FlowNode, ProcessModel } from '../model.js';
import type { Problem } from '../problem.js';
import { isActivity } from './activities.js';
import { warning } from './finding.js';

/** Choices that may leave no way to go, and ways that are no choice. */
export function checkChoices(model: ProcessModel): Problem[] {
  return Object.values(model.nodes).flatMap((node) => (chooses(node) ? checkChoice(model, node) : []));
}

function chooses(node: FlowNode): node is FlowNode & { readonly default?: string } {
  return isActivity(node) || node.kind === 'exclusive-gateway' || node.kind === 'inclusive-gateway';
}

function checkChoice(model: ProcessModel, node: FlowNode & { readonly default?: string }): Problem[] {
  const others = node.outgoing.filter((flow) => flow !== node.default);
  const open = others.filter((flow) => !model.flows[flow]!.condition);
  const conditional = others.length - open.length;
  if (conditional > 0 && open.length === 0 && node.default === undefined) {
    return [
      warning(
        node.id,
        'no-default',
        'If no condition holds, the process stops here; one of the ways on should be the default.',
      ),
    ];
  }
  if (isActivity(node) || node.outgoing.length < 2) return [];
  return open.map((flow) => warning(flow, 'no-condition', 'This way has no condition, so it always counts as chosen.'));
}
