import type { FlowNode, ProcessModel } from '../../model.js';
import type { Execution } from '../run/execution.js';
import { begin } from '../run/tokens.js';
import { downstreamOf } from './downstream.js';
import { canReach } from './reach.js';
import { joinsOf, waitingJoins, type Join } from './waiting.js';

/** Lets the first inclusive join go on for which nothing more can come. @returns whether there was one */
export function releaseInclusiveJoin(run: Execution, id: number): boolean {
  const join = waitingJoins(run, id).find((each) => each.node.kind === 'inclusive-gateway' && !canGetMore(run, each));
  if (join) begin(run, { node: join.node.id, parent: id, flows: join.held }, 'flow');
  return join !== undefined;
}

/**
 * A token elsewhere in the scope can reach an empty incoming flow without passing the join, or another that waits for this one:
 * in a loop every token has a way to everywhere, but not one that it can go before this join has gone on.
 */
function canGetMore(run: Execution, { node, scope, missing }: Join): boolean {
  const { model } = run;
  const standing = run.children(scope.id).map((element) => element.node);
  const waiting = scope.tokens!.map((flow) => model.flows[flow]!.target).filter((each) => each !== node.id);
  const hasWay = (flow: string) => [...standing, ...waiting].some((each) => canReach(model, each, flow));
  if (!missing.some(hasWay)) return false;

  const others = joinsOf(model, scope).filter((each) => each.node !== node);
  const closed = new Set([node.id]);
  for (;;) {
    const from = [...standing, ...waiting.filter((each) => !closed.has(each))];
    const { flows: coming } = downstreamOf(model, from, closed);
    const late = others.filter((each) => !closed.has(each.node.id) && waitsFor(model, each, node, coming));
    if (late.length === 0) return missing.some((flow) => coming.has(flow));
    for (const each of late) closed.add(each.node.id);
  }
}

/**
 * It lacks a token that only comes by way of the other. An inclusive one does not wait for what could as well come to where it
 * has a token already (BPMN 2.0.2, table 13.4).
 */
function waitsFor(model: ProcessModel, join: Join, other: FlowNode, coming: ReadonlySet<string>): boolean {
  const byOther = (flow: string) => canReach(model, other.id, flow);
  const { incoming, kind } = join.node;
  const held = incoming.filter((flow) => join.held.includes(flow) || coming.has(flow));
  if (kind === 'inclusive-gateway' && held.some(byOther)) return false;
  return join.missing.some((flow) => !coming.has(flow) && byOther(flow));
}
