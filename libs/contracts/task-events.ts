import { z } from 'zod';
import { eventContract } from './event-contract.js';

const taskId = z.uuid();
const planId = z.uuid().nullable();

/** A task lies with somebody, or with somebody else than before. */
export const taskAssigned = eventContract(
  'ticket-events',
  'task.assigned.v1',
  z.object({ taskId, planId, agentId: z.string(), fromId: z.string().nullable() }),
);

/** A task is over and was not done: nobody calls for it any more. */
export const taskDropped = eventContract(
  'ticket-events',
  'task.dropped.v1',
  z.object({ taskId, planId, why: z.enum(['expired', 'cancelled']) }),
);
