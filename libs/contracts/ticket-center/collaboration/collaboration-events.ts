import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

/** A note on a ticket names people; what it says stays in ticket-center. */
export const ticketPersonMentioned = eventContract(
  'ticket-events',
  'ticket.person-mentioned.v1',
  z.object({
    ticketId: z.uuid(),
    /** Ids of accounts. */
    people: z.array(z.string()).min(1),
    by: z.string(),
  }),
);
