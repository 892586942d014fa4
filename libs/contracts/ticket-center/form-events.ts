import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const formLookup = { draftId: z.uuid(), lookupId: z.uuid() };

/** Another system is to be asked for what an agent's draft needs; what was typed waits in ticket-center. */
export const formLookupRequested = eventContract('ticket-events', 'form-lookup.requested.v1', z.object(formLookup));

/** Whoever has the draft on the screen reads it again. */
export const formLookupAnswered = eventContract(
  'ticket-events',
  'form-lookup.answered.v1',
  z.object({ ...formLookup, agentId: z.string(), state: z.enum(['found', 'refused', 'unavailable']) }),
);
