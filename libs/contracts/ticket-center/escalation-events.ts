import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const run = { runId: z.uuid(), ticketId: z.uuid(), chainId: z.uuid() };

export const escalationStarted = eventContract(
  'ticket-events',
  'escalation.started.v1',
  z.object({
    ...run,
    /** `urged`, `sla-warned`, `sla-breached`, `person` or `connector`. */
    cause: z.string(),
  }),
);

/** A step was taken; `step` and `round` count from 1. */
export const escalationStepTaken = eventContract(
  'ticket-events',
  'escalation.step-taken.v1',
  z.object({ ...run, step: z.int().positive(), round: z.int().positive(), people: z.array(z.string()) }),
);

/** No further step will be taken. */
export const escalationEnded = eventContract(
  'ticket-events',
  'escalation.ended.v1',
  z.object({ ...run, as: z.enum(['acknowledged', 'cancelled', 'exhausted']) }),
);
