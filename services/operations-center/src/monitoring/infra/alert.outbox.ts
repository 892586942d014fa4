import * as monitoring from '#libs/contracts/operations-center/monitoring-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Alert } from '../domain/alert.aggregate.js';
import type { AlertEvent } from '../domain/alert.events.js';
import type { AlertRow } from './alert.schema.js';

/** What others hear of an alert. */
export function publish(event: AlertEvent, alert: Alert): OutgoingEvent | null {
  const { id: alertId, cause, name, severity, figure, scopeKind, scopeId, value } = alert as unknown as AlertRow;
  const about = { alertId, cause, name, severity, figure, scope: { kind: scopeKind, id: scopeId }, value };
  const at = event.at.toISOString();
  switch (event.type) {
    case 'alert-raised':
      return outgoing(monitoring.alertRaised, { ...about, timesAgain: 0, at });
    case 'alert-raised-again':
      return outgoing(monitoring.alertRaised, { ...about, timesAgain: event.times, at });
    case 'alert-escalated': {
      const { step, people, roles } = event;
      return outgoing(monitoring.alertEscalated, { ...about, step, people: [...people], roles: [...roles], at });
    }
    case 'alert-acknowledged':
      return outgoing(monitoring.alertAcknowledged, { alertId, cause, by: event.by, at });
    case 'alert-cleared':
      return outgoing(monitoring.alertCleared, { ...about, at });
    default:
      return null;
  }
}
