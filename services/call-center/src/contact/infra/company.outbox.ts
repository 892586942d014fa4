import type { Channel } from '#libs/contracts/call-center/call-events';
import * as callback from '#libs/contracts/call-center/contact-callback-events';
import * as contract from '#libs/contracts/call-center/contact-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { ContactEvent, ContactParticipantJoined } from '../domain/contact.events.js';

interface About {
  readonly contactId: string;
  readonly channel: Channel;
  readonly at: string;
}

/** What others hear of those on a contact beside who has it, and of callbacks; numbers and notes never leave. */
export function publishCompany(event: ContactEvent, { contactId, channel, at }: About): OutgoingEvent | null {
  const about = { contactId, at };
  switch (event.type) {
    case 'contact-transfer-ended':
      return outgoing(contract.contactTransferEnded, { ...about, by: event.by, to: event.to, as: event.as });
    case 'contact-consult-requested': {
      const { consultationId, by, to } = event;
      return outgoing(contract.contactConsultRequested, { ...about, channel, consultationId, by, to });
    }
    case 'contact-consult-accepted': {
      const { consultationId, by, agentId } = event;
      return outgoing(contract.contactConsultAccepted, { ...about, consultationId, by, agentId });
    }
    case 'contact-consult-ended': {
      const { consultationId, by, agentId, as } = event;
      return outgoing(contract.contactConsultEnded, { ...about, consultationId, by, agentId, as });
    }
    case 'contact-participant-requested': {
      const { requestId, by, to } = event;
      return outgoing(contract.contactParticipantRequested, { ...about, requestId, by, to });
    }
    case 'contact-participant-request-ended': {
      const { requestId, by, as } = event;
      return outgoing(contract.contactParticipantRequestEnded, { ...about, requestId, by, as });
    }
    case 'contact-participant-joined': {
      const { by, participant } = event;
      return outgoing(contract.contactParticipantJoined, { ...about, participant: unnumbered(participant), by });
    }
    case 'contact-participant-left': {
      const { by, as, participant } = event;
      return outgoing(contract.contactParticipantLeft, { ...about, participant: unnumbered(participant), as, by });
    }
    case 'contact-owner-changed': {
      const { from, to, reason } = event;
      return outgoing(contract.contactOwnerChanged, { ...about, from, to, reason });
    }
    default:
      return publishSupervision(event, about);
  }
}

function publishSupervision(event: ContactEvent, about: Omit<About, 'channel'>): OutgoingEvent | null {
  switch (event.type) {
    case 'contact-supervised': {
      const { sessionId, supervisorId, mode, agentId } = event;
      return outgoing(contract.contactSupervised, { ...about, sessionId, supervisorId, mode, agentId });
    }
    case 'contact-supervision-ended': {
      const { sessionId, supervisorId, mode, as } = event;
      return outgoing(contract.contactSupervisionEnded, { ...about, sessionId, supervisorId, mode, as });
    }
    case 'contact-note-whispered':
      return outgoing(contract.contactNoteWhispered, { ...about, noteId: event.noteId, by: event.by });
    default:
      return publishCallback(event, about);
  }
}

function publishCallback(event: ContactEvent, about: Omit<About, 'channel'>): OutgoingEvent | null {
  switch (event.type) {
    case 'contact-callback-promised': {
      const notBefore = event.notBefore?.toISOString() ?? null;
      return outgoing(callback.contactCallbackPromised, { ...about, queueId: event.queueId, notBefore });
    }
    case 'contact-callback-due': {
      const { agentId, attempt } = event;
      return outgoing(callback.contactCallbackDue, { ...about, agentId, attempt });
    }
    case 'contact-callback-attempted': {
      const { agentId, attempt, outcome } = event;
      const again = event.again?.toISOString() ?? null;
      return outgoing(callback.contactCallbackAttempted, { ...about, agentId, attempt, outcome, again });
    }
    default:
      return null;
  }
}

function unnumbered(party: ContactParticipantJoined['participant']) {
  return 'agentId' in party ? { agentId: party.agentId } : { partyId: party.partyId };
}
