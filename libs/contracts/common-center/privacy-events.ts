import { z } from 'zod';
import { eventContract } from '../event-contract.js';

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

/** Somebody was shown personal data in the clear, within some seconds by one way. Any service says it. */
export const listSeen = eventContract(
  'common-events',
  'personal-data.list-seen.v1',
  z.object({
    accountId: z.string().max(120),
    kind: z.enum(['person', 'client']).default('person'),
    /** The route. */
    list: z.string().max(120),
    /** Records in which something was in the clear. */
    rows: z.int().min(1),
  }),
);

/** Which records somebody was shown in the clear, texts included, each once an hour by each process. Any service says it. */
export const recordsSeen = eventContract(
  'common-events',
  'personal-data.records-seen.v1',
  z.object({
    accountId: z.string().max(120),
    /** Its beginning. */
    hour: z.iso.datetime(),
    /** The route, or the kind of file. */
    way: z.string().max(120),
    /** One by one, or as rows of a list. */
    single: z.boolean(),
    recordIds: z.array(z.string().max(64)).min(1).max(100),
  }),
);

/** What told of a person was erased on their request, in all services. */
export const personErased = eventContract(
  'common-events',
  'person.erased.v1',
  z.object({ customerId: z.uuid(), requestId: z.uuid() }),
);
