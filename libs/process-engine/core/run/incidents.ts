import type { Incident, IncidentCode, Work } from '../../incident.js';
import type { IncidentResolved } from '../../records/event.js';
import type { LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import type { Execution } from './execution.js';

interface Trouble {
  readonly code: IncidentCode;
  readonly message: string;
  readonly details?: Variables;
  /** What a retry takes up. */
  readonly work: readonly Work[];
}

/** @param node where it is shown, if that is not where the element stands */
export function raise(run: Execution, at: LiveElement, trouble: Trouble, node = at.node): void {
  const incident: Incident = { id: run.state.next, element: at.id, node, run: at.run, ...trouble };
  run.record({ type: 'incident-raised', incident });
}

export function resolve(run: Execution, incident: Incident, how: IncidentResolved['how']): void {
  const { id, element, node, run: epoch } = incident;
  run.record({ type: 'incident-resolved', incident: id, element, node, run: epoch, how });
}

/** Those of an element that dies or is moved on by other means. */
export function resolveIncidents(run: Execution, element: LiveElement, how: IncidentResolved['how'] = 'gone'): void {
  for (const incident of incidentsOf(run, element.id)) resolve(run, incident, how);
}

export function incidentsOf(run: Execution, id: number): Incident[] {
  return Object.values(run.state.incidents).filter((incident) => incident.element === id);
}
