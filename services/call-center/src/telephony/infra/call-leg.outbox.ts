import * as contract from '#libs/contracts/call-center/telephony-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { CallLeg } from '../domain/call-leg.aggregate.js';
import type { CallProgressed } from '../domain/call-leg.events.js';

/** Numbers and digits never leave. */
export function publishCallLeg(event: CallProgressed, leg: CallLeg): OutgoingEvent {
  const { id: callId, contactId, role, agentId, direction } = leg;
  const { kind, cause, answerer, file, conference, commandId, at } = event;
  const whose = { callId, contactId, role, agentId, direction };
  const what = { kind, cause, answerer, file, conference, commandId, at: at.toISOString() };
  return outgoing(contract.callProgressed, { ...whose, ...what });
}
