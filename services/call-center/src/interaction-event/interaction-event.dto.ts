import { Channel, Direction, InteractionEventType } from '#libs/contracts/call-center/call-events';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const InteractionEventStatus = z.enum(['recorded', 'referred', 'closed']);
const InteractionEventOutcome = z.enum(['solved-online', 'solved-directly', 'ticket-closed']);
const Topic = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/)
  .max(64)
  .describe('a code of your own, e.g. order-return');

export const RecordInteractionEventBody = z.object({
  type: InteractionEventType,
  topic: Topic,
  summary: personal('text', z.string().trim().min(1).max(4_000)),
  contactIds: z.array(z.uuid()).min(1).max(50),
});
export type RecordInteractionEventBody = z.infer<typeof RecordInteractionEventBody>;

export const InteractionEventReceipt = z.object({ id: z.uuid(), number: z.string() });

export const LinkContactBody = z.object({ contactId: z.uuid() });
export type LinkContactBody = z.infer<typeof LinkContactBody>;

export const PreCheckView = z.object({
  outcome: z.enum(['solved-online', 'referred']),
  ruleId: z.uuid().nullable(),
  answer: z.string().nullable().describe('what to say to the customer'),
});

export const InteractionEventFilter = PageQuery.extend({
  customerId: z.uuid().optional(),
  contactId: z.uuid().optional(),
  status: InteractionEventStatus.optional(),
});
export type InteractionEventFilter = z.infer<typeof InteractionEventFilter>;

const InteractionEventSummary = z.object({
  id: z.uuid(),
  number: z.string(),
  type: InteractionEventType,
  topic: z.string(),
  summary: personal('text', z.string()),
  customerId: z.uuid(),
  contactIds: z.array(z.uuid()),
  tickets: z.array(z.object({ ticketId: z.uuid(), closed: z.boolean() })),
  status: InteractionEventStatus,
  outcome: InteractionEventOutcome.nullable(),
  ruleId: z.uuid().nullable(),
  answer: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  version: z.int(),
});

export const InteractionEventView = InteractionEventSummary.extend({
  contacts: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      channel: Channel,
      direction: Direction,
      status: z.enum(['waiting', 'in-progress', 'ended']),
    }),
  ),
});

export const InteractionEventPage = pageOfSchema(InteractionEventSummary);
