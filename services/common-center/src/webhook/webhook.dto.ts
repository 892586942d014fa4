import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const HOUR = 3_600;
const EventPattern = z
  .string()
  .max(120)
  .regex(/^(\*|[a-z][a-z-]*\.(\*|[a-z-]+\.v\d+))$/, 'expected *, ticket.* or ticket.solved.v1');

export const EndpointBody = z.object({
  url: z.url({ protocol: /^https?$/ }).max(1_000),
  description: z.string().trim().max(200).default(''),
  eventTypes: z.array(EventPattern).min(1).max(100),
});
export type EndpointBody = z.infer<typeof EndpointBody>;

export const EndpointView = EndpointBody.extend({
  id: z.uuid(),
  version: z.int(),
  active: z.boolean(),
  disabledBecause: z.enum(['person', 'gone', 'failing']).nullable(),
  failingSince: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
}).meta({ id: 'WebhookEndpoint' });
export type EndpointView = z.infer<typeof EndpointView>;

/** Shown once. */
export const EndpointSecretView = z.object({ endpointId: z.uuid(), secret: z.string().describe('whsec_ and Base64') });

export const RotationBody = z.object({
  overlapSeconds: z
    .int()
    .min(0)
    .max(7 * 24 * HOUR)
    .default(24 * HOUR)
    .describe('so long the former secret signs, too'),
});
export type RotationBody = z.infer<typeof RotationBody>;

const State = z.enum(['waiting', 'delivered', 'failed']);

export const DeliveriesQuery = PageQuery.extend({ state: State.optional() });
export type DeliveriesQuery = z.infer<typeof DeliveriesQuery>;

const DeliveryView = z.object({
  id: z.uuid(),
  endpointId: z.uuid(),
  eventId: z.string().describe('what the webhook-id header says'),
  eventType: z.string(),
  subject: z.string(),
  state: State,
  attempts: z.int().describe('since it was last put on its way'),
  dueAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export const DeliveryPage = pageOfSchema(DeliveryView);

export const DeliveryDetailView = DeliveryView.extend({
  body: z.string().describe('the event as it is sent'),
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      status: z.int().nullable(),
      failure: z.string().nullable(),
      answer: personal('text', z.string()).describe('its beginning'),
      tookMs: z.int(),
    }),
  ),
});
export type DeliveryDetailView = z.infer<typeof DeliveryDetailView>;

export const ReplayBody = z.object({
  from: z.iso.datetime({ offset: true }).optional().describe('of events that were taken up then or later'),
  to: z.iso.datetime({ offset: true }).optional().describe('and before'),
  state: z.enum(['delivered', 'failed', 'any']).default('failed'),
});
export type ReplayBody = z.infer<typeof ReplayBody>;
export const ReplayView = z.object({ replayed: z.int() });
