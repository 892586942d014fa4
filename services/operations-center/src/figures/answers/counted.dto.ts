import { RoutingState } from '#libs/contracts/call-center/call-events';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { COUNTS, STANDINGS } from '../formulas/tally.js';
import { ScopeKind } from './scope.js';

const instant = z.iso.datetime({ offset: true });
const time = z.iso.datetime();
const duration = z.string();

export const CountedQuery = PageQuery.extend({
  kind: ScopeKind.default('tenant'),
  id: z.string().max(64).default(''),
  count: z.enum([...COUNTS, ...STANDINGS]),
  from: instant.optional().describe('of the interval or the day; not for waiting, inService and wrapUp'),
  to: instant.optional(),
});
export type CountedQuery = z.infer<typeof CountedQuery>;

export const CountedContact = z.object({
  contactId: z.uuid(),
  at: time.describe('what it is counted by'),
  queueId: z.string().nullable(),
  agentId: z.string().nullable(),
  channel: z.string(),
  product: z.string().nullable(),
  outcome: z.string().nullable(),
  wait: duration.nullable(),
  talk: duration,
  hold: duration,
  wrapUp: duration,
  assist: duration,
});
export type CountedContact = z.infer<typeof CountedContact>;

export const CountedPage = pageOfSchema(CountedContact);

export const AgentsQuery = z.object({
  kind: ScopeKind.default('tenant'),
  id: z.string().max(64).default(''),
  state: RoutingState.optional(),
});
export type AgentsQuery = z.infer<typeof AgentsQuery>;

export const CountedAgents = z.object({
  items: z.array(
    z.object({
      agentId: z.string(),
      teamId: z.string().nullable(),
      state: RoutingState,
      reason: z.string().nullable(),
      since: time,
    }),
  ),
});
