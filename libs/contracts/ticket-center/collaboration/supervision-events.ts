import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const ticketId = z.uuid();
const about = { supervisionId: z.uuid(), ticketId };

/** The ticket may be closed again. */
export const ticketSupervisionLifted = eventContract(
  'ticket-events',
  'ticket.supervision-lifted.v1',
  z.object({ ticketId, by: z.string() }),
);

/** How it stands was told; the words stay in ticket-center. */
export const supervisionReported = eventContract(
  'ticket-events',
  'supervision.reported.v1',
  z.object({ ...about, by: z.string() }),
);

/** `report`: nobody told how it stands; `deadline`: it is not lifted yet. */
export const supervisionOverdue = eventContract(
  'ticket-events',
  'supervision.overdue.v1',
  z.object({ ...about, supervisorId: z.string(), what: z.enum(['report', 'deadline']) }),
);
