import type { Incident } from '../../incident.js';
import type { Execution } from '../run/execution.js';
import { incidentsOf, raise, resolve } from '../run/incidents.js';
import { canReach } from './reach.js';
import { waitingJoins, type Join } from './waiting.js';

/** Raises an incident for each join to which nothing can come any more, and takes back those that are no longer true. */
export function watchJoins(run: Execution, scope: number): void {
  if (isWorkLeft(run)) return;
  const known = incidentsOf(run, scope).filter(({ code }) => code === 'JOIN_STUCK');
  const stuck = stuckJoins(run, scope);
  for (const incident of known) {
    if (!stuck.some((join) => describes(incident, join))) resolve(run, incident, 'gone');
  }
  for (const join of stuck) {
    if (!known.some((incident) => describes(incident, join))) raiseStuck(run, join);
  }
}

/** What a limit has stopped can still bring tokens anywhere. */
function isWorkLeft({ state }: Execution): boolean {
  return Object.values(state.incidents).some(({ code }) => code === 'STEP_LIMIT' || code === 'RUN_LIMIT');
}

/**
 * Only tokens that stand on nodes bring anything: one that waits at another join moves when such a token comes there, and that
 * one is then on a way through the other join to this one.
 */
function stuckJoins(run: Execution, scope: number): Join[] {
  const waiting = waitingJoins(run, scope);
  const standing = waiting.length > 0 ? run.children(scope).map((element) => element.node) : [];
  return waiting.filter((join) => !canGoOn(run, join, standing));
}

function canGoOn(run: Execution, { node, held, missing }: Join, standing: readonly string[]): boolean {
  const comes = (flow: string) => standing.some((each) => canReach(run.model, each, flow));
  if (node.kind === 'parallel-gateway') return missing.every(comes);
  // More tokens on a flow that has one count as well where an activity waits for a number of them.
  return node.kind === 'inclusive-gateway' ? missing.some(comes) : [...held, ...missing].some(comes);
}

function raiseStuck(run: Execution, { node, scope, missing }: Join): void {
  const { nodes, flows } = run.model;
  const sources = missing.map((flow) => nodes[flows[flow]!.source]!).map((source) => `"${source.name ?? source.id}"`);
  const message = `"${node.name ?? node.id}" waits for what cannot come any more, from ${sources.join(', ')}.`;
  raise(run, scope, { code: 'JOIN_STUCK', message, details: { missing }, work: [] }, node.id);
}

function describes({ node, details }: Incident, join: Join): boolean {
  return node === join.node.id && JSON.stringify(details!['missing']) === JSON.stringify(join.missing);
}
