import { Channel, Direction } from '#libs/contracts/call-center/call-events';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const ContactStatus = z.enum(['waiting', 'offered', 'in-progress', 'held', 'wrap-up', 'ended']);
const ContactOutcome = z.enum(['handled', 'self-served', 'abandoned']);
const time = z.iso.datetime();

export const StartContactBody = z.object({
  channel: Channel,
  direction: Direction,
  customerId: z.uuid().nullable().default(null),
  address: personal('phone', z.string().min(1).max(254))
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

const SkillLevels = z.array(z.object({ skill: z.string().min(1).max(64), level: z.int().min(1).max(5) })).max(20);

export const QueueContactBody = z.object({
  queueId: z.uuid(),
  priority: z.int().min(-1_000).max(1_000).default(0).describe('0 is normal; what it is worth the queue says'),
  required: SkillLevels.default([]),
  preferred: SkillLevels.default([]).describe('say who is better, not who will do'),
  wishes: z
    .array(
      z.object({
        agentId: z.string().min(1).max(36),
        as: z.enum(['preferred', 'last']).default('preferred'),
        waitSeconds: z.int().min(0).max(86_400).default(30).describe('0: now or not at all'),
      }),
    )
    .max(5)
    .default([])
    .describe('agents to wait for first, one after the other'),
});
export type QueueContactBody = z.infer<typeof QueueContactBody>;

const LetGo = z
  .enum(['at-once', 'on-accept'])
  .default('on-accept')
  .describe('on-accept: who has it keeps it until the next one has it');

export const TransferContactBody = z.union([
  z.object({
    queueId: z.uuid(),
    letGo: LetGo,
    age: z.enum(['system', 'queue']).default('system').describe('system: as old as the encounter; queue: as if new'),
  }),
  z.object({
    agentId: z.string().min(1).max(36),
    letGo: LetGo,
    waitSeconds: z.int().min(0).max(86_400).default(30).describe('0: now or not at all'),
    fallbackQueueId: z
      .uuid()
      .nullable()
      .default(null)
      .describe('where it goes when the agent does not take it; null: back to who has it, or to its queue'),
  }),
]);
export type TransferContactBody = z.infer<typeof TransferContactBody>;

export const WrapUpBody = z.object({
  code: z.string().min(1).max(32),
  note: z.string().trim().min(1).max(2_000).nullable().default(null),
});
export type WrapUpBody = z.infer<typeof WrapUpBody>;

export const HelpBody = z.object({ note: z.string().trim().min(1).max(2_000).nullable().default(null) });
export type HelpBody = z.infer<typeof HelpBody>;

export const HelpReceipt = z.object({ id: z.uuid() });

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
  address: personal('phone', z.string().nullable()),
  taskId: z.uuid().nullable(),
  agentId: z.string().nullable(),
  queueId: z.string().nullable(),
  status: ContactStatus,
  outcome: ContactOutcome.nullable(),
  startedAt: time,
  connectedAt: time.nullable(),
  endedAt: time.nullable(),
  help: z.array(z.object({ id: z.uuid(), by: z.string(), at: time, answeredBy: z.string().nullable() })),
  wrapUps: z.array(z.object({ agentId: z.string(), code: z.string() })).describe('what agents said it came to'),
  request: z
    .object({
      id: z.uuid().nullable(),
      kind: z.enum(['transfer', 'consult', 'conference']),
      by: z.string(),
      to: z.union([z.object({ queueId: z.string() }), z.object({ agentId: z.string() })]),
    })
    .nullable()
    .describe('what others are asked for, until somebody accepts'),
  consultation: z.object({ id: z.uuid(), by: z.string(), agentId: z.string() }).nullable(),
  participants: z.array(z.object({ agentId: z.string(), since: time })).describe('agents on it who do not have it'),
  outsideParties: z.array(z.object({ id: z.uuid(), number: personal('phone', z.string()), since: time })),
  callback: z
    .object({
      state: z.enum(['asked', 'promised', 'dialling', 'reached', 'given-up']),
      attempts: z.int(),
      notBefore: time.nullable(),
    })
    .nullable(),
  supervision: z
    .array(z.object({ id: z.uuid(), by: z.string(), mode: z.enum(['listen', 'whisper', 'barge']), since: time }))
    .describe('who is not heard by all is shown to those with contact:see-supervision'),
  version: z.int(),
});

export const ContactPage = pageOfSchema(ContactView.omit({ address: true, outsideParties: true, supervision: true }));
