import { z } from 'zod';
import { eventContract } from '../event-contract.js';

/** Somebody has come to the end of a SOP, or has left it before. */
export const sopRunEnded = eventContract(
  'ticket-events',
  'sop-run.ended.v1',
  z.object({
    runId: z.uuid(),
    sop: z.string(),
    sopVersion: z.int(),
    /** Null: it was left. */
    outcome: z.enum(['solved', 'escalated', 'unsolved']).nullable(),
    subject: z.object({ kind: z.enum(['ticket', 'conversation', 'contact']), id: z.uuid() }),
    /** Who began it. */
    startedBy: z.string(),
    at: z.iso.datetime(),
  }),
);
