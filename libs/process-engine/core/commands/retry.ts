import type { ReleaseJoin, Retry, Signed } from '../../commands.js';
import type { Incident } from '../../incident.js';
import type { Execution } from '../run/execution.js';
import { resolve } from '../run/incidents.js';
import { waitingJoins } from '../joins/waiting.js';
import { NoSuchIncident, RepairRefused } from '../refusals.js';
import { begin } from '../run/tokens.js';
import { write } from '../run/variables.js';
import { sign } from './sign.js';

/** Takes up again what an incident stopped, from where it stopped. @throws NoSuchIncident */
export function retry(run: Execution, command: Retry & Signed): void {
  const incident = incidentOf(run, command.incident);
  const element = run.element(incident.element);
  sign(run, command, { id: element.id, node: incident.node });
  write(run, element, command.variables ?? {});
  resolve(run, incident, 'retried');
  run.agenda.push(...incident.work);
}

/** @throws NoSuchIncident, RepairRefused when nothing waits at a join there */
export function releaseJoin(run: Execution, command: ReleaseJoin & Signed): void {
  const incident = incidentOf(run, command.incident);
  const scope = run.element(incident.element);
  const join = waitingJoins(run, scope.id).find(({ node }) => node.id === incident.node);
  if (incident.code !== 'JOIN_STUCK' || !join)
    throw new RepairRefused('The incident is not one of a join that is stuck.');
  sign(run, command, { id: scope.id, node: incident.node });
  resolve(run, incident, 'skipped');
  begin(run, { node: join.node.id, parent: scope.id, flows: join.held }, 'flow');
}

function incidentOf(run: Execution, id: number): Incident {
  const incident = run.state.incidents[id];
  if (!incident) throw new NoSuchIncident('There is no such incident, or it has been resolved.', { incident: id });
  return incident;
}
