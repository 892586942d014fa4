import { z } from 'zod';
import type { OwnRoutes } from '../../own/own-route.api.js';
import { PERIOD_NAMES } from './quota-period.js';
import type { Quotas } from './quotas.js';

const count = z.int().min(0);
const QuotasView = z.object({
  quotas: z.array(
    z.object({
      period: z.enum(PERIOD_NAMES),
      limit: count,
      used: count,
      remaining: count,
      resetsAt: z.iso.datetime(),
    }),
  ),
});

/** What the caller's tenant may ask in a day and a month, and has asked so far. */
export function quotaRoutes(quotas: Quotas): OwnRoutes {
  return [
    {
      method: 'GET',
      template: '/api/v1/gateway/quotas',
      permission: 'quota:read',
      tag: 'limits',
      operationId: 'getQuotas',
      summary: 'What the tenant may ask in a day and a month, and has asked so far; nothing where it has no quota',
      answer: QuotasView,
      tell: async ({ caller }) => ({ body: { quotas: await quotas.usageOf(caller.tenantId) } }),
    },
  ];
}
