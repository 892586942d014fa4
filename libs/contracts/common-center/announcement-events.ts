import { z } from 'zod';
import { eventContract } from '../event-contract.js';

/** People are to be told; of many, several of these, each with some of them. */
export const announcementMade = eventContract(
  'common-events',
  'announcement.made.v1',
  z.object({
    announcementId: z.uuid(),
    priority: z.enum(['info', 'important', 'urgent']),
    mustConfirm: z.boolean(),
    recipients: z.array(z.string()).max(500),
  }),
);
