import { Channel } from '#libs/contracts/call-center/call-events';
import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';

export const StartSessionBody = z.object({
  callId: z.string().min(1).max(120).describe('what the channel calls this call: it is started once'),
  entryPoint: z.string().trim().min(1).max(120).describe('the number dialled, or an address on the channel'),
  channel: Channel.default('voice'),
  caller: personal('phone', z.string().min(1).max(254).nullable().default(null).describe('null: it is hidden')),
  language: z.string().max(35).nullable().default(null).describe('taken when the flow speaks it'),
});
export type StartSessionBody = z.infer<typeof StartSessionBody>;

export const StepNumber = z.coerce.number().int().min(1).max(100_000);

export const StepBody = z.object({
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('digits'), digits: z.string().regex(/^[\d*#]{1,40}$/, 'expected keys of a telephone') }),
    z.object({ kind: z.literal('speech'), text: z.string().trim().min(1).max(500) }),
    z.object({ kind: z.literal('recorded'), recordingId: z.uuid() }),
    z.object({ kind: z.literal('timeout') }),
    z.object({ kind: z.literal('hang-up') }).describe('the caller did'),
  ]),
});
export type StepBody = z.infer<typeof StepBody>;

const Then = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('ask'),
    minDigits: z.int(),
    maxDigits: z.int(),
    timeoutSeconds: z.int(),
    words: z.array(z.string()).describe('may be spoken instead'),
  }),
  z.object({ do: z.literal('record'), maxSeconds: z.int() }).describe('announced as a recording of the contact'),
  z.object({ do: z.literal('queue'), queueId: z.uuid() }).describe('the contact waits for a person'),
  z.object({ do: z.literal('hang-up') }),
]);

export const StepView = z.object({
  sessionId: z.uuid(),
  next: z.int().nullable().describe('the number of the step that comes next; null: the dialogue is over'),
  instruction: z.object({ language: z.string(), say: personal('text', z.array(z.string())), then: Then }),
});
export const StartedView = StepView.extend({ contactId: z.uuid() });

const Asked = z.discriminatedUnion('for', [
  z.object({
    for: z.literal('queue'),
    queueId: z.uuid(),
    priority: z.int(),
    skills: z.array(z.string()),
    attributes: personal('text', z.record(z.string(), z.json())),
  }),
  z.object({
    for: z.literal('callback'),
    queueId: z.uuid(),
    recordingId: z.uuid().nullable(),
    contactId: z
      .uuid()
      .optional()
      .describe('the one in which they are called back, where the contact of the dialogue ended before'),
  }),
]);

export const SessionView = z.object({
  id: z.uuid(),
  callId: z.string(),
  contactId: z.uuid(),
  customerId: z.uuid().nullable(),
  flowId: z.uuid(),
  flowVersion: z.int(),
  node: z.string(),
  language: z.string(),
  attributes: personal('text', z.record(z.string(), z.json())),
  preCheck: z.enum(['solved-online', 'referred']).nullable(),
  steps: z.int(),
  asked: Asked.nullable().describe('what was asked of people'),
  exit: z.enum(['queued', 'solved', 'hung-up', 'caller-hung-up', 'failed']).nullable(),
  exitNode: z.string().nullable(),
  contained: z.boolean().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
