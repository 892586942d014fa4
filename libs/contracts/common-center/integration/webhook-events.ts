import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const endpointId = z.uuid();

/** An endpoint is sent nothing any more, and nobody asked for that. */
export const webhookEndpointDisabled = eventContract(
  'common-events',
  'webhook.endpoint-disabled.v1',
  /** Gone: it answered 410. Failing: nothing reached it for days. */
  z.object({ endpointId, because: z.enum(['gone', 'failing']) }),
);

/** Goes to this endpoint, whatever it hears otherwise, and to no other. */
export const webhookTestRequested = eventContract(
  'common-events',
  'webhook.test-requested.v1',
  z.object({ endpointId }),
);
