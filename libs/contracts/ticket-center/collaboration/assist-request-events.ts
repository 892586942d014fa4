import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const request = z.object({
  assistRequestId: z.uuid(),
  ticketId: z.uuid(),
  /** Who is asked. */
  teamId: z.string(),
  /** Of the team; null: whoever takes it. */
  helperId: z.string().nullable(),
  askedBy: z.string(),
});

/** A team is asked to help with a ticket, which stays with who has it. */
export const assistRequestAsked = eventContract(
  'ticket-events',
  'assist-request.asked.v1',
  request.extend({ dueAt: z.iso.datetime({ offset: true }).nullable() }),
);

export const assistRequestTaken = eventContract('ticket-events', 'assist-request.taken.v1', request);

export const assistRequestEnded = eventContract(
  'ticket-events',
  'assist-request.ended.v1',
  request.extend({ outcome: z.enum(['answered', 'declined', 'withdrawn']), inTime: z.boolean() }),
);

/** It should have been answered by now. Comes once. */
export const assistRequestOverdue = eventContract(
  'ticket-events',
  'assist-request.overdue.v1',
  request.extend({ dueAt: z.iso.datetime({ offset: true }) }),
);
