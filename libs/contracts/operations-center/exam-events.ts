import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const attempt = { attemptId: z.uuid(), examId: z.uuid(), candidateId: z.string() };

/** The candidate may see the result. */
export const examReleased = eventContract(
  'operations-events',
  'operations.exam-released.v1',
  z.object({
    ...attempt,
    /** Of all points. */
    percent: z.number().min(0).max(100),
    passed: z.boolean(),
    fatal: z.boolean(),
    /** From 1; a later one replaces an earlier one. */
    revision: z.int(),
    releasedAt: z.iso.datetime(),
  }),
);

/** Somebody is to decide about the result. */
export const examAppealMade = eventContract('operations-events', 'operations.exam-appeal-made.v1', z.object(attempt));
