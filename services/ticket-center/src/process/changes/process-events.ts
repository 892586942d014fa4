import { processEnded, processIncidentRaised, processStatusSet } from '#libs/contracts/ticket-center/ticket-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Effect } from '#libs/process-engine/effects';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';

/** What others are told of an effect: facts without variables, which may be personal. */
export function processEvents(effect: Effect, row: ProcessInstanceRow): OutgoingEvent[] {
  const { id: instance, rootInstance, businessKey, definitionId: definition, version } = row;
  switch (effect.type) {
    case 'set-status': {
      if (businessKey === null) return [];
      const { status } = effect;
      return [outgoing(processStatusSet, { instance, rootInstance, businessKey, ...{ definition, version, status } })];
    }
    case 'end-instance': {
      if (effect.parent) return [];
      return [outgoing(processEnded, { instance, businessKey, definition, version, outcome: effect.outcome })];
    }
    case 'raise-incident': {
      const { node, code } = effect.incident;
      return [outgoing(processIncidentRaised, { instance, definition, version, node, code })];
    }
    default:
      return [];
  }
}
