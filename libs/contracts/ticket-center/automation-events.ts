import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const ticketId = z.uuid();

/** These people are to be told of a ticket, by a template, and not before a time: nobody is woken. */
export const ticketNotificationRequested = eventContract(
  'ticket-events',
  'ticket.notification-requested.v1',
  z.object({
    notificationId: z.uuid(),
    ticketId,
    /** Ids of accounts. */
    people: z.array(z.string()).min(1),
    /** The code of a message template. */
    template: z.string(),
    deliverAt: z.iso.datetime({ offset: true }),
  }),
);

/** The arguments stay in ticket-center: they may be personal. */
export const automationCallRequested = eventContract(
  'ticket-events',
  'automation.call-requested.v1',
  z.object({ callId: z.uuid(), ticketId }),
);
