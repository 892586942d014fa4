import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Refusal } from '#libs/web/http/problem';
import { z } from 'zod';
import type { Caller } from '../aggregation/execution/caller.api.js';
import type { Asked, OwnRoutes } from '../own/own-route.api.js';
import { CallKind } from './calls-window.js';
import { Figures, figuresOf } from './figures.js';
import type { Fleet } from './fleet.js';
import { By } from './gateway-report.js';
import { Cause, KeptCall } from './kept-calls.js';
import type { LiveAssurance } from './live-assurance.js';
import { WrongNow, type Scope, type WrongNowPage } from './wrong-now.js';

const PATH = '/api/v1/gateway/assurance';

const ScopeQuery = z.object({
  tenant: z.string().min(1).max(64).optional(),
  service: z.string().min(1).max(64).optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'expected 32 hexadecimal digits')
    .optional(),
});
const StatisticsQuery = ScopeQuery.omit({ traceId: true }).extend({
  by: By.default('route'),
  minutes: z.coerce.number().min(0.5).max(10).default(5),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const CallsQuery = ScopeQuery.extend({
  cause: Cause.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const Answerers = z.object({ gateways: z.array(z.string()), missing: z.array(z.string()) });
const Statistics = Answerers.extend({
  by: By,
  minutes: z.number(),
  items: z.array(CallKind.partial().extend({ figures: Figures })),
});
const Calls = Answerers.extend({ items: z.array(KeptCall) });

/** Who calls what, how that goes, and what is wrong: of the caller's tenant, and from the platform tenant of all. */
export function assuranceRoutes(page: WrongNowPage, fleet: Fleet, live: LiveAssurance): OwnRoutes {
  const common = { method: 'GET', permission: 'assurance:read', tag: 'assurance' } as const;
  return [
    {
      ...common,
      template: PATH,
      operationId: 'getAssurance',
      summary: 'What is wrong now: everywhere, with a tenant, with a service or with one trace',
      query: ScopeQuery,
      answer: WrongNow,
      tell: async (asked) => ({ body: await page.of(scopeOf(asked), asked.caller) }),
    },
    {
      ...common,
      template: `${PATH}/stream`,
      operationId: 'watchAssurance',
      summary: 'Event `assurance`: the same every few seconds, and when a breaker changes; without dead letters',
      query: ScopeQuery,
      open: (asked) => live.open(asked, scopeOf(asked)),
    },
    {
      ...common,
      template: `${PATH}/statistics`,
      operationId: 'getCallStatistics',
      summary: 'Who calls what, how often, how fast, with what success; the most asked first',
      query: StatisticsQuery,
      answer: Statistics,
      tell: async (asked) => ({ body: await statistics(asked, fleet) }),
    },
    {
      ...common,
      template: `${PATH}/calls`,
      operationId: 'listKeptCalls',
      summary: 'The latest calls that failed, were slow or were refused; the latest first',
      query: CallsQuery,
      answer: Calls,
      tell: async (asked) => ({ body: await calls(asked, fleet) }),
    },
  ];
}

async function statistics({ query, caller }: Asked, fleet: Fleet): Promise<z.output<typeof Statistics>> {
  const { by, minutes, limit, tenant, service } = query as z.output<typeof StatisticsQuery>;
  const report = await fleet.report({ by, minutes, ...whose(caller, tenant), ...(service && { service }) });
  const items = report.sums.slice(0, limit).map(({ kind, tally }) => ({ ...kind, figures: figuresOf(tally) }));
  return { by, minutes, items, gateways: [...report.gateways], missing: [...report.missing] };
}

async function calls({ query, caller }: Asked, fleet: Fleet): Promise<z.output<typeof Calls>> {
  const { tenant, service, traceId, cause, limit } = query as z.output<typeof CallsQuery>;
  const report = await fleet.report({
    by: 'service',
    minutes: 0.5,
    ...whose(caller, tenant),
    ...(service && { service }),
    ...(traceId && { traceId }),
  });
  const items = report.calls.filter((call) => cause === undefined || call.cause === cause).slice(0, limit);
  return { items, gateways: [...report.gateways], missing: [...report.missing] };
}

function scopeOf({ query, caller }: Asked): Scope {
  const { tenant, service, traceId } = query as z.output<typeof ScopeQuery>;
  return { tenant: whose(caller, tenant).tenant, service, traceId };
}

/** @throws Refusal 403 `platform-only`: only from there others are seen. */
function whose({ tenantId }: Caller, tenant: string | undefined): { tenant?: string } {
  if (tenantId === PLATFORM_TENANT) return tenant === undefined ? {} : { tenant };
  if (tenant === undefined || tenant === tenantId) return { tenant: tenantId };
  throw new Refusal(403, 'platform-only', 'Other tenants are seen from the platform tenant only.');
}
