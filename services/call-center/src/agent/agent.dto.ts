import { Channel, RoutingState } from '#libs/contracts/call-center/call-events';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const A_QUARTER_OF_AN_HOUR = 900;
const LONGEST_PERIOD_MS = 31 * 86_400_000;

const time = z.iso.datetime();
const instant = z.iso.datetime({ offset: true });
const reason = z.string().min(1).max(32).describe('the code of a not-ready reason');

const Ready = z.object({ state: z.literal('ready') });
const NotReady = z.object({ state: z.literal('not-ready'), reason });

export const StatusBody = z.discriminatedUnion('state', [Ready, NotReady]);
export type StatusBody = z.infer<typeof StatusBody>;

const why = z.string().trim().min(1).max(500).describe('stays in the journal of the agent');
export const ForceBody = z.discriminatedUnion('state', [
  Ready.extend({ why }),
  NotReady.extend({ why }),
  z.object({ state: z.literal('offline'), why }),
]);
export type ForceBody = z.infer<typeof ForceBody>;

export const HeartbeatBody = z.object({
  presence: z.enum(['online', 'away']).default('online'),
  leaseSeconds: z
    .int()
    .min(15)
    .max(A_QUARTER_OF_AN_HOUR)
    .default(90)
    .describe('a telephone that puts the app to sleep asks for more'),
});
export type HeartbeatBody = z.infer<typeof HeartbeatBody>;

export const LeaseView = z.object({ leaseUntil: time });

export const AfterContactWorkBody = z.object({ engagementId: z.string().min(1).max(64) });
export type AfterContactWorkBody = z.infer<typeof AfterContactWorkBody>;

const OfContact = z.object({ id: z.string(), contactId: z.string(), channel: Channel, queueId: z.string().nullable() });

export const AgentView = z.object({
  id: z.string(),
  version: z.int(),
  presence: z.enum(['online', 'away', 'offline']),
  leaseUntil: time.nullable(),
  state: RoutingState,
  reason: z.string().nullable(),
  since: time,
  routable: z.boolean().describe('takes contacts, as far as there is room'),
  idleSince: time.nullable(),
  next: z
    .object({ state: RoutingState, reason: z.string().nullable(), by: z.enum(['agent', 'supervisor', 'lease']) })
    .nullable()
    .describe('takes effect when the work in hand is done'),
  request: z.object({ id: z.uuid(), reason: z.string(), at: time }).nullable().describe('waits for approval'),
  offers: z.array(OfContact.extend({ expiresAt: time })),
  engagements: z.array(OfContact.extend({ since: time })),
  afterContactWork: z.array(
    z.object({
      engagementId: z.string(),
      contactId: z.string(),
      mode: z.enum(['optional', 'mandatory', 'timeboxed', 'forced']),
      since: time,
      endsAt: time.nullable(),
    }),
  ),
  teamId: z.string().nullable(),
  profileId: z.string().nullable(),
});
export type AgentView = z.infer<typeof AgentView>;

export const AgentFilter = PageQuery.extend({
  state: RoutingState.optional(),
  teamId: z.uuid().optional(),
  tier: z.enum(['first-line', 'second-line']).optional(),
  queueId: z.uuid().optional().describe('those whose profile has the queue'),
  requested: z.stringbool().optional().describe('whether a status waits for approval'),
});
export type AgentFilter = z.infer<typeof AgentFilter>;

export const AgentPage = pageOfSchema(AgentView);

export const StatesQuery = PageQuery.extend({ from: instant, to: instant.optional().describe('now when left out') });
export type StatesQuery = z.infer<typeof StatesQuery>;

export const StatePage = pageOfSchema(
  z.object({
    state: RoutingState,
    reason: z.string().nullable(),
    from: time,
    to: time.nullable().describe('null: still so'),
  }),
);

export const DurationsQuery = z
  .object({ from: instant, to: instant.describe('now when it lies ahead') })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_PERIOD_MS, {
    path: ['to'],
    error: 'at most 31 days',
  });
export type DurationsQuery = z.infer<typeof DurationsQuery>;

const duration = z.string().describe('ISO 8601, e.g. PT3723.5S');

export const StateDurationsView = z.object({
  from: time,
  to: time,
  loggedIn: duration.describe('all states but offline, ISO 8601'),
  productive: duration.describe('with customers, ready for them, or not ready for a reason that counts'),
  states: z.array(z.object({ state: RoutingState, reason: z.string().nullable(), duration, productive: z.boolean() })),
});
export type StateDurationsView = z.infer<typeof StateDurationsView>;
