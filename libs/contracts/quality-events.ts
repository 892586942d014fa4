import { z } from 'zod';
import { eventContract } from './event-contract.js';

/** The agent may see how their work was judged. */
export const evaluationReleased = eventContract(
  'operations-events',
  'operations.evaluation-released.v1',
  z.object({
    evaluationId: z.uuid(),
    scorecardId: z.uuid(),
    scorecardVersion: z.int(),
    subject: z.object({ kind: z.enum(['call', 'chat', 'ticket']), id: z.string() }),
    agentId: z.string(),
    score: z.number().min(0).max(100),
    passed: z.boolean(),
    fatal: z.boolean(),
    /** Keys of items. */
    failedItems: z.array(z.string()),
    releasedAt: z.iso.datetime(),
  }),
);
