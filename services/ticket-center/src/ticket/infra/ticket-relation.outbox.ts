import * as contract from '#libs/contracts/ticket-center/ticket-relation-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { TicketEvent } from '../domain/ticket.events.js';
import type { TicketRow } from './ticket.schema.js';

/** What others hear of how tickets stand to each other. */
export function publishRelation(event: TicketEvent, { id: ticketId, customerId }: TicketRow): OutgoingEvent | null {
  switch (event.type) {
    case 'ticket-parent-changed':
      return outgoing(contract.ticketParentChanged, { ticketId, parentId: event.parentId });
    case 'ticket-child-settled': {
      const { childId, done, satisfied } = event;
      return outgoing(contract.ticketChildSettled, { ticketId, childId, done, satisfied });
    }
    case 'ticket-merged': {
      const { into, interactionEventIds } = event;
      return outgoing(contract.ticketMerged, {
        ticketId,
        customerId,
        into,
        interactionEventIds: [...interactionEventIds],
      });
    }
    case 'ticket-absorbed':
      return outgoing(contract.ticketAbsorbed, { ticketId, mergedId: event.mergedId });
    case 'ticket-split':
      return outgoing(contract.ticketSplit, { ticketId, newTicketId: event.newTicketId });
    case 'ticket-followed-up':
      return outgoing(contract.ticketFollowedUp, { ticketId, newTicketId: event.newTicketId });
    default:
      return null;
  }
}
