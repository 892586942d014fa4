import type { Asking, OwnOperation } from './aggregation/views.js';
import type { Quotas } from './limits/quota/quotas.js';

const OPERATION = { service: 'gateway', method: 'GET', template: '/api/v1/quotas', permission: 'quota:read' };

/** `GET /api/v1/quotas`: what the tenant has used of its quotas; undefined: something else is asked for. */
export function quotaOperation(method: string, target: string, quotas: Quotas): OwnOperation | undefined {
  if (!target.startsWith(OPERATION.template) || method !== 'GET') return undefined;
  if (target.split('?', 1)[0] !== OPERATION.template) return undefined;
  return { operation: OPERATION, weight: 1, answer: (asking) => tell(asking, quotas) };
}

/** As OpenAPI describes it. */
export const QUOTA_PATHS: Readonly<Record<string, Record<string, unknown>>> = {
  [OPERATION.template]: {
    get: {
      operationId: 'getQuotas',
      summary: 'What the tenant may ask in a day and a month, and has asked so far; nothing where it has no quota',
      tags: ['limits'],
      security: [{ bearer: [] }],
      'x-permission': OPERATION.permission,
      responses: {
        200: { description: 'Done', content: { 'application/json': { schema: quotasSchema() } } },
        default: {
          description: 'Refused or failed',
          content: { 'application/problem+json': { schema: { type: 'object' } } },
        },
      },
    },
  },
};

async function tell({ response, answerHeaders, caller }: Asking, quotas: Quotas): Promise<void> {
  const text = JSON.stringify({ quotas: await quotas.usageOf(caller.tenantId) });
  const own = ['content-type', 'application/json; charset=utf-8', 'cache-control', 'no-store'];
  response.writeHead(200, [...own, ...answerHeaders]).end(text);
}

function quotasSchema() {
  const count = { type: 'integer', minimum: 0 };
  const properties = {
    period: { type: 'string', enum: ['day', 'month'] },
    limit: count,
    used: count,
    remaining: count,
    resetsAt: { type: 'string', format: 'date-time' },
  };
  const quota = { type: 'object', properties, required: Object.keys(properties) };
  return { type: 'object', properties: { quotas: { type: 'array', items: quota } }, required: ['quotas'] };
}
