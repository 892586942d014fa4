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

/** A plan that was paused goes on. */
export const planResumed = eventContract('ticket-events', 'plan.resumed.v1', z.object({ planId: z.uuid() }));

/** Nobody makes tasks of a plan any more; what is left of it is dropped. */
export const planStopped = eventContract('ticket-events', 'plan.stopped.v1', z.object({ planId: z.uuid() }));

/** What somebody had of a plan is shared out among the others. */
export const planPersonLeft = eventContract(
  'ticket-events',
  'plan.person-left.v1',
  z.object({ planId: z.uuid(), personId: z.string() }),
);
