import type { Move, Refusal } from './move.js';
import { checkElements } from './check-elements.js';
import { checkWaits } from './check-waits.js';

/** Every reason against it; empty: it can be done. */
export function check(move: Move): Refusal[] {
  return [...checkPlan(move), ...checkElements(move), ...checkWaits(move)];
}

function checkPlan({ from, to, plan }: Move): Refusal[] {
  const unknown = [
    ...[...Object.keys(plan.nodes), ...plan.drop].filter((id) => !from.nodes[id]),
    ...[...Object.values(plan.nodes), ...plan.add].filter((id) => !to.nodes[id]),
    ...Object.keys(plan.flows).filter((id) => !from.flows[id]),
    ...Object.values(plan.flows).filter((id) => !to.flows[id]),
  ];
  return unknown.map((node) => ({
    code: 'PLAN_UNKNOWN',
    node,
    message: `The plan names "${node}", which is not there.`,
  }));
}
