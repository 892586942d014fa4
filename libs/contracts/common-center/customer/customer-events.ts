import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const customerId = z.uuid();

export const customerRegistered = eventContract(
  'common-events',
  'customer.registered.v1',
  z.object({ customerId, kind: z.enum(['person', 'organisation']) }),
);

/** What is known of a customer is no longer what it was: whoever shows it asks again. */
export const customerChanged = eventContract('common-events', 'customer.changed.v1', z.object({ customerId }));

const merge = z.object({
  /** Who goes on, and has all that was of the other. */
  customerId,
  mergedId: z.uuid(),
  /** The same when it is taken back. */
  mergeId: z.uuid(),
});

export const customerMerged = eventContract('common-events', 'customer.merged.v1', merge);

/** Taken back: each has its own again. */
export const customerUnmerged = eventContract('common-events', 'customer.unmerged.v1', merge);
