import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const ticketId = z.uuid();
const customerId = z.uuid();
const agentId = z.string();

/** Whoever of the team takes it. */
export const ticketTransferredToTeam = eventContract(
  'ticket-events',
  'ticket.transferred-to-team.v1',
  z.object({ ticketId, fromId: agentId, teamId: z.string(), returnsTo: agentId.nullable() }),
);

export const ticketParentChanged = eventContract(
  'ticket-events',
  'ticket.parent-changed.v1',
  z.object({ ticketId, parentId: ticketId.nullable() }),
);

/** A part of a ticket is done, or is not any more. */
export const ticketChildSettled = eventContract(
  'ticket-events',
  'ticket.child-settled.v1',
  z.object({
    ticketId,
    childId: z.uuid(),
    done: z.boolean(),
    satisfied: z.boolean().describe('whether the ticket may be solved, as far as its parts go'),
  }),
);

/** It ended in another, which goes on with its interaction events. */
export const ticketMerged = eventContract(
  'ticket-events',
  'ticket.merged.v1',
  z.object({ ticketId, customerId, into: z.uuid(), interactionEventIds: z.array(z.uuid()) }),
);

/** Another ticket ended in it. */
export const ticketAbsorbed = eventContract(
  'ticket-events',
  'ticket.absorbed.v1',
  z.object({ ticketId, mergedId: z.uuid() }),
);

export const ticketSplit = eventContract(
  'ticket-events',
  'ticket.split.v1',
  z.object({ ticketId, newTicketId: z.uuid() }),
);

export const ticketFollowedUp = eventContract(
  'ticket-events',
  'ticket.followed-up.v1',
  z.object({ ticketId, newTicketId: z.uuid() }),
);

const link = z.object({ ticketId, toId: z.uuid(), kind: z.enum(['relates', 'duplicates', 'causes']) });

export const ticketLinked = eventContract('ticket-events', 'ticket.linked.v1', link);

export const ticketUnlinked = eventContract('ticket-events', 'ticket.unlinked.v1', link);
