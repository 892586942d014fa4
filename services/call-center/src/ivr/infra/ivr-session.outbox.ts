import * as contract from '#libs/contracts/call-center/call-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { IvrSession } from '../domain/ivr-session.aggregate.js';
import type { IvrSessionEvent } from '../domain/ivr-session.events.js';

/** All of a dialogue's events leave; what the caller said never does. */
export function publishSession(event: IvrSessionEvent, session: IvrSession): OutgoingEvent {
  const { id: sessionId, contactId, customerId, flowId, flowVersion } = session;
  switch (event.type) {
    case 'ivr-callback-requested': {
      const { queueId, recordingId } = event;
      return outgoing(contract.callbackRequested, { contactId, customerId, queueId, recordingId });
    }
    case 'ivr-session-ended': {
      const { exit, node, contained } = event;
      return outgoing(contract.ivrSessionEnded, { sessionId, contactId, flowId, flowVersion, exit, node, contained });
    }
  }
}
