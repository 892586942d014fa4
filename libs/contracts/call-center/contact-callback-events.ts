import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const contactId = z.uuid();
const at = z.iso.datetime();

/** The customer is called back when its turn comes; until then it waits at its place, whoever hangs up. */
export const contactCallbackPromised = eventContract(
  'call-events',
  'contact.callback-promised.v1',
  z.object({
    contactId,
    queueId: z.string(),
    /** Not before, for the callee's hours. */
    notBefore: z.iso.datetime().nullable(),
    at,
  }),
);

/** An agent has the contact and the customer is to be dialled (`ContactDirectory.callbackNumber`). */
export const contactCallbackDue = eventContract(
  'call-events',
  'contact.callback-due.v1',
  z.object({ contactId, agentId: z.string(), attempt: z.int().min(1), at }),
);

export const CallbackOutcome = z.enum(['reached', 'no-answer', 'busy', 'failed']);
export type CallbackOutcome = z.infer<typeof CallbackOutcome>;

export const contactCallbackAttempted = eventContract(
  'call-events',
  'contact.callback-attempted.v1',
  z.object({
    contactId,
    agentId: z.string(),
    attempt: z.int().min(1),
    outcome: CallbackOutcome,
    /** When it is tried again; null: reached, or given up. */
    again: z.iso.datetime().nullable(),
    at,
  }),
);
