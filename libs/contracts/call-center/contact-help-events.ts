import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const contactId = z.uuid();
const at = z.iso.datetime();

/** Who has it asks colleagues or supervisors for help. */
export const contactHelpRequested = eventContract(
  'call-events',
  'contact.help-requested.v1',
  z.object({
    contactId,
    requestId: z.uuid(),
    by: z.string(),
    queueId: z.string().nullable(),
    at,
  }),
);

export const contactHelpAnswered = eventContract(
  'call-events',
  'contact.help-answered.v1',
  z.object({ contactId, requestId: z.uuid(), by: z.string(), at }),
);
