import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

/** A diagnosis has come to its verdict. */
export const diagnosisFinished = eventContract(
  'common-events',
  'diagnosis.finished.v1',
  z.object({
    runId: z.uuid(),
    diagnosis: z.string(),
    version: z.int(),
    /** A ticket's or a contact's id; null: nobody said what it is about. */
    subject: z.string().nullable(),
    verdict: z.string(),
    severity: z.enum(['ok', 'notice', 'fault', 'unknown']),
  }),
);
