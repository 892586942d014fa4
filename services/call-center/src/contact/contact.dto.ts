import { Channel, Direction } from '#libs/contracts/call-events';
import { PageQuery, pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';

const ContactStatus = z.enum(['waiting', 'in-progress', 'ended']);
const ContactOutcome = z.enum(['handled', 'self-served', 'abandoned']);
const time = z.iso.datetime();

export const StartContactBody = z.object({
  channel: Channel,
  direction: Direction,
  customerId: z.uuid().nullable().default(null),
  address: z
    .string()
    .min(1)
    .max(254)
    .nullable()
    .default(null)
    .describe('the other side on the channel, e.g. a phone number'),
  taskId: z.uuid().nullable().default(null).describe('the task an outbound contact is made for'),
});
export type StartContactBody = z.infer<typeof StartContactBody>;

export const ContactReceipt = z.object({ id: z.uuid(), number: z.string() });

export const IdentifyContactBody = z.object({ customerId: z.uuid() });
export type IdentifyContactBody = z.infer<typeof IdentifyContactBody>;

export const ConnectContactBody = z.object({
  agentId: z.string().min(1).max(64).optional().describe('the caller when left out'),
});
export type ConnectContactBody = z.infer<typeof ConnectContactBody>;

export const EndContactBody = z.object({ outcome: ContactOutcome });
export type EndContactBody = z.infer<typeof EndContactBody>;

export const ContactFilter = PageQuery.extend({
  status: ContactStatus.optional(),
  channel: Channel.optional(),
  customerId: z.uuid().optional(),
});
export type ContactFilter = z.infer<typeof ContactFilter>;

export const ContactView = z.object({
  id: z.uuid(),
  number: z.string(),
  channel: Channel,
  direction: Direction,
  customerId: z.uuid().nullable(),
  address: z.string().nullable(),
  taskId: z.uuid().nullable(),
  agentId: z.string().nullable(),
  status: ContactStatus,
  outcome: ContactOutcome.nullable(),
  startedAt: time,
  connectedAt: time.nullable(),
  endedAt: time.nullable(),
  version: z.int(),
});

export const ContactPage = pageOfSchema(ContactView.omit({ address: true }));
