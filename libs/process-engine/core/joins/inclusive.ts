import type { Execution } from '../run/execution.js';
import { begin } from '../run/tokens.js';
import { canReach } from './reach.js';
import { waitingJoins, type WaitingJoin } from './waiting.js';

/** Lets the first inclusive join go on for which nothing more can come. @returns whether there was one */
export function releaseInclusiveJoin(run: Execution, id: number): boolean {
  const join = waitingJoins(run, id).find((each) => each.node.kind === 'inclusive-gateway' && !canGetMore(run, each));
  if (join) begin(run, { node: join.node.id, parent: id, flows: join.held }, 'flow');
  return join !== undefined;
}

/** A token elsewhere in the scope can reach an empty incoming flow without passing the join. */
function canGetMore(run: Execution, { node, scope, missing }: WaitingJoin): boolean {
  const standing = run.children(scope.id).map((element) => element.node);
  const waiting = scope.tokens!.map((flow) => run.model.flows[flow]!.target);
  const elsewhere = [...standing, ...waiting.filter((each) => each !== node.id)];
  return missing.some((flow) => elsewhere.some((each) => canReach(run.model, each, flow)));
}
