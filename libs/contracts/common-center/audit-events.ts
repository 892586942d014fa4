import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const short = z.string().max(120);

/**
 * Somebody did what is kept for later judgement. Any service says it, in the transaction of what was done; common-center keeps it.
 * `before` and `after` are masked: what is personal in them is not in the event.
 */
export const auditRecorded = eventContract(
  'common-events',
  'audit.recorded.v1',
  z.object({
    actor: short,
    actorKind: z.enum(['person', 'client', 'service', 'visitor']),
    /** What was done, e.g. `role:define`. */
    action: short,
    /** What kind of thing it was done to, and which. */
    resource: short,
    resourceId: short.nullable(),
    before: z.unknown().nullable(),
    after: z.unknown().nullable(),
    /** Why, where it was asked: a code or a sentence, masked. */
    reason: z.string().max(500).nullable(),
    /** From where. */
    source: z.object({
      service: short,
      requestId: short.nullable(),
      sessionId: short.nullable(),
      address: z.string().max(64).nullable(),
    }),
  }),
);
