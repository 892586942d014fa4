import type { Incident } from '../../incident.js';
import type { Execution } from '../run/execution.js';
import { incidentsOf, raise, resolve } from '../run/incidents.js';
import { canReach } from './reach.js';
import { waitingJoins, type WaitingJoin } from './waiting.js';

/** Raises an incident for each join to which nothing can come any more, and takes back those that are no longer true. */
export function watchJoins(run: Execution, scope: number): void {
  const known = incidentsOf(run, scope).filter(({ code }) => code === 'JOIN_STUCK');
  const stuck = stuckJoins(run, scope);
  for (const incident of known) {
    if (!stuck.some((join) => describes(incident, join))) resolve(run, incident, 'gone');
  }
  for (const join of stuck) {
    if (!known.some((incident) => describes(incident, join))) raiseStuck(run, join);
  }
}

/**
 * Tokens that stand on nodes can move; those that wait at a join can when all it lacks can still come. What is left when no
 * more joins turn out to be able to go on is stuck.
 */
function stuckJoins(run: Execution, scope: number): WaitingJoin[] {
  let left = waitingJoins(run, scope);
  const moving = left.length > 0 ? run.children(scope).map((element) => element.node) : [];
  for (;;) {
    const free = left.filter((join) => canGoOn(run, join, moving));
    if (free.length === 0) return left;
    moving.push(...free.map(({ node }) => node.id));
    left = left.filter((join) => !free.includes(join));
  }
}

function canGoOn(run: Execution, { node, held, missing }: WaitingJoin, moving: readonly string[]): boolean {
  const comes = (flow: string) => moving.some((each) => canReach(run.model, each, flow));
  if (node.kind === 'parallel-gateway') return missing.every(comes);
  // More tokens on a flow that has one count as well where an activity waits for a number of them.
  return node.kind === 'inclusive-gateway' ? missing.some(comes) : [...held, ...missing].some(comes);
}

function raiseStuck(run: Execution, { node, scope, missing }: WaitingJoin): void {
  const message = `Tokens wait at "${node.name ?? node.id}", and no others can come any more.`;
  raise(run, scope, { code: 'JOIN_STUCK', message, details: { missing }, work: [] }, node.id);
}

function describes({ node, details }: Incident, join: WaitingJoin): boolean {
  return node === join.node.id && JSON.stringify(details!['missing']) === JSON.stringify(join.missing);
}
