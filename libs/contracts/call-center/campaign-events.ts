import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const at = z.iso.datetime();
const campaignId = z.uuid();
const recordId = z.uuid();
/** The task the callee was called for; null: there is none. */
const taskId = z.uuid().nullable();
const TaskOutcome = z.enum(['done', 'interested', 'refused', 'unreachable']);

/** A call of a campaign is over, and what came of it is known. */
export const campaignAttemptEnded = eventContract(
  'call-events',
  'campaign.attempt-ended.v1',
  z.object({
    attemptId: z.uuid(),
    recordId,
    campaignId,
    taskId,
    /** A code of the outcome table (docs/outbound.md). */
    outcome: z.string(),
    /** A person answered. */
    live: z.boolean(),
    agentId: z.string().nullable(),
    contactId: z.uuid().nullable(),
    /** What the task ends with; null: the callee is called again. */
    result: TaskOutcome.nullable(),
    at,
  }),
);

/** Nobody is called for it any more, though no call ended it. */
export const campaignRecordClosed = eventContract(
  'call-events',
  'campaign.record-closed.v1',
  z.object({
    recordId,
    campaignId,
    taskId,
    /** The rule that forbids it, or `task-ended`. */
    why: z.string(),
    result: TaskOutcome,
    at,
  }),
);
