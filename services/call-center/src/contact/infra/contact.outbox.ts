import * as contract from '#libs/contracts/call-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Contact } from '../domain/contact.aggregate.js';
import type { ContactEvent } from '../domain/contact.events.js';
import type { ContactRow } from './contact.schema.js';

/** All of a contact's events leave; the address never does. */
export function publishContact(event: ContactEvent, contact: Contact): OutgoingEvent {
  const { id: contactId, number, channel, direction, customerId } = contact as unknown as ContactRow;
  switch (event.type) {
    case 'contact-started':
      return outgoing(contract.contactStarted, { contactId, number, channel, direction, customerId });
    case 'contact-identified':
      return outgoing(contract.contactIdentified, { contactId, customerId: event.customerId });
    case 'contact-connected':
      return outgoing(contract.contactConnected, { contactId, agentId: event.agentId });
    case 'contact-ended':
      return outgoing(contract.contactEnded, { contactId, customerId, outcome: event.outcome });
  }
}
