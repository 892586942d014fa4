import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const customerId = z.uuid();

export const customerRegistered = eventContract(
  'common-events',
  'customer.registered.v1',
  z.object({ customerId, kind: z.enum(['person', 'organisation']) }),
);
