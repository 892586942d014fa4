import { z } from 'zod';
import { eventContract } from '../../event-contract.js';
import { QUOTA_KINDS, type QuotaKind } from './tenant-quotas.js';

/** Four fifths of what was agreed are used up: said once a month for each limit, by the service that keeps to it. */
export const quotaNearlyUsed = eventContract(
  'common-events',
  'quota.nearly-used.v1',
  z.object({
    quota: z.enum(Object.keys(QUOTA_KINDS) as QuotaKind[]),
    limit: z.number().min(0),
    used: z.number().min(0),
  }),
);
