import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const evaluationId = z.uuid();

export const EvaluatedSubject = z.object({ kind: z.enum(['call', 'chat', 'ticket']), id: z.uuid() });
export type EvaluatedSubject = z.infer<typeof EvaluatedSubject>;

const Outcome = {
  evaluationId,
  scorecardId: z.uuid(),
  scorecardVersion: z.int().positive(),
  subject: EvaluatedSubject,
  agentId: z.string(),
  score: z.number().min(0).max(100),
  passed: z.boolean(),
  /** Something fatal to the whole score was missed. */
  fatal: z.boolean(),
  /** The keys of items that earned less than all their points. */
  failedItems: z.array(z.string()),
};

/** The agent can read it now. An evaluation in which nothing applied is not told. */
export const evaluationReleased = eventContract(
  'operations-events',
  'operations.evaluation-released.v1',
  z.object({
    ...Outcome,
    releasedAt: z.iso.datetime(),
    /** Whom it is news to: not those whose work was only measured. */
    toldIds: z.array(z.string()).optional(),
  }),
);

/** It was scored again after its release, by an appeal or by who oversees it. */
export const evaluationRescored = eventContract(
  'operations-events',
  'operations.evaluation-rescored.v1',
  z.object({ ...Outcome, revision: z.int().min(2), rescoredAt: z.iso.datetime() }),
);

/** The agent does not accept it; somebody is to review it until then. */
export const evaluationAppealed = eventContract(
  'operations-events',
  'operations.evaluation-appealed.v1',
  z.object({ evaluationId, agentId: z.string(), instance: z.int().min(1).max(2), reviewDueAt: z.iso.datetime() }),
);

export const ticketQualityChecked = eventContract(
  'operations-events',
  'ticket-quality.checked.v1',
  z.object({
    checkId: z.uuid(),
    ticketId: z.uuid(),
    score: z.number().min(0).max(100).nullable(),
    passed: z.boolean(),
  }),
);
