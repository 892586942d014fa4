import { z } from 'zod';
import { eventContract } from './event-contract.js';

/** Somebody looked at more masked values than is usual. `recipients`: the accounts the tenant named; none: its administrators. */
export const accessAlarmed = eventContract(
  'common-events',
  'personal-data.access-alarmed.v1',
  z.object({
    accountId: z.string().max(120),
    oddity: z.enum(['frequent', 'bulk', 'unusual']),
    count: z.int(),
    usual: z.int(),
    recipients: z.array(z.string().max(36)),
  }),
);

/** What told of a person was erased on their request, in all services. */
export const personErased = eventContract(
  'common-events',
  'person.erased.v1',
  z.object({ customerId: z.uuid(), requestId: z.uuid() }),
);
