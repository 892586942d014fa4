import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const taskId = z.uuid();
const planId = z.uuid().nullable();
const customerId = z.uuid();
const ticketId = z.uuid();

/** Work the organisation starts itself (capabilities S3.15, S3.37). */
export const TaskKind = z.enum(['return-visit', 'care', 'dunning', 'retention', 'survey', 'marketing']);
export type TaskKind = z.infer<typeof TaskKind>;

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

export const taskCreated = eventContract(
  'ticket-events',
  'task.created.v1',
  z.object({
    taskId,
    kind: TaskKind,
    customerId,
    planId: z.uuid().nullable(),
    ticketId: ticketId.nullable(),
    /** Who works it off; without one it is anybody's. */
    channel: z.enum(['people', 'voice', 'message']).nullable().optional(),
    /** Of a voice task: the campaign that calls for it. */
    campaignId: z.uuid().nullable().optional(),
  }),
);

export const taskContacted = eventContract(
  'ticket-events',
  'task.contacted.v1',
  z.object({ taskId, customerId, contactId: z.uuid() }),
);

export const taskCompleted = eventContract(
  'ticket-events',
  'task.completed.v1',
  z.object({
    taskId,
    kind: TaskKind,
    customerId,
    ticketId: ticketId.nullable(),
    outcome: z.enum(['done', 'interested', 'refused', 'unreachable']),
    satisfaction: z.number().int().min(1).max(5).nullable(),
    /** The customer is not content, and a rule says that the ticket goes on. */
    reopens: z.boolean().optional(),
  }),
);
