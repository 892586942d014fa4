import * as call from '#libs/contracts/call-center/call-events';
import * as contract from '#libs/contracts/call-center/contact-events';
import * as help from '#libs/contracts/call-center/contact-help-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Contact } from '../domain/contact.aggregate.js';
import type { ContactEnded, ContactEvent, ContactOffered, ContactTransferred } from '../domain/contact.events.js';
import { publishCompany } from './company.outbox.js';
import type { ContactRow } from './contact.schema.js';

/** What others hear of a contact; the address never leaves. */
export function publishContact(event: ContactEvent, contact: Contact): OutgoingEvent | null {
  const row = contact as unknown as ContactRow;
  const { id: contactId, number, channel, direction, customerId, queueId } = row;
  const at = event.at.toISOString();
  switch (event.type) {
    case 'contact-started':
      return outgoing(call.contactStarted, { contactId, number, channel, direction, customerId });
    case 'contact-identified':
      return outgoing(call.contactIdentified, { contactId, customerId: event.customerId });
    case 'contact-queued':
      return outgoing(contract.contactQueued, { contactId, channel, queueId: event.queueId, at });
    case 'contact-moved': {
      const { from, to, reason } = event;
      return outgoing(contract.contactMoved, { contactId, channel, from, to, reason, at });
    }
    case 'contact-offered':
      return outgoing(contract.contactOffered, { contactId, ...offered(event), at });
    case 'contact-offer-ended':
      return outgoing(contract.contactOfferEnded, { contactId, agentId: event.agentId, as: event.as, at });
    case 'contact-connected':
      return outgoing(call.contactConnected, { contactId, agentId: event.agentId, queueId, at });
    case 'contact-held':
      return outgoing(contract.contactHeld, { contactId, at });
    case 'contact-resumed':
      return outgoing(contract.contactResumed, { contactId, at });
    case 'contact-transferred':
      return transferred(event, contactId);
    case 'contact-help-requested': {
      const { requestId, by } = event;
      return outgoing(help.contactHelpRequested, { contactId, requestId, by, queueId, at });
    }
    case 'contact-help-answered':
      return outgoing(help.contactHelpAnswered, { contactId, requestId: event.requestId, by: event.by, at });
    case 'contact-wrapped-up': {
      const { agentId, code } = event;
      return outgoing(contract.contactWrappedUp, { contactId, agentId, queueId, code, at });
    }
    case 'contact-wrap-up-begun':
      return outgoing(contract.contactWrapUpBegun, { contactId, at });
    case 'contact-ended':
      return ended(event, row);
    default:
      return publishCompany(event, { contactId, channel, at });
  }
}

function offered({ agentId, queueId, for: what }: ContactOffered) {
  return { agentId, queueId, for: what };
}

function transferred({ from, to, at }: ContactTransferred, contactId: string): OutgoingEvent {
  const target = 'queueId' in to ? { queueId: to.queueId } : { agentId: to.agentId };
  const { letGo } = to;
  return outgoing(contract.contactTransferred, { contactId, from, to: target, letGo, at: at.toISOString() });
}

function ended({ outcome, left, times, at }: ContactEnded, row: ContactRow): OutgoingEvent {
  const { id: contactId, customerId, channel, queueId, agentId, course, connectedAt } = row;
  const queuedAt = course?.queuedAt ?? null;
  return outgoing(call.contactEnded, {
    ...{ contactId, customerId, outcome, at: at.toISOString() },
    course: {
      ...{ channel, queueId, agentId, left, ...times },
      queuedAt: queuedAt === null ? null : new Date(queuedAt).toISOString(),
      answeredAt: connectedAt?.toISOString() ?? null,
    },
  });
}
