import { z } from 'zod';
import { eventContract } from '../event-contract.js';

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
