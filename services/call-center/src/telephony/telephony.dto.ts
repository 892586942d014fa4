import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const CallId = z.string().regex(/^[\w-]{1,36}$/, 'expected the id of a call');
const Name = z.string().regex(/^\w[\w.-]{0,99}$/, 'expected letters, digits, dots and dashes');
const Numbered = z.string().regex(/^\+?[\d*#]{1,32}$/, 'expected a number such as +861012345678');
const Prompt = z
  .string()
  .regex(/^[\w.:/-]{1,200}$/, 'expected a name or path without blanks')
  .describe('what the switch plays');
const Keys = z.string().regex(/^[\d*#]{1,64}$/, 'expected keys of a telephone');
const Role = z.enum(['customer', 'agent', 'supervisor', 'external']);
const State = z.enum(['dialling', 'ringing', 'answered', 'held', 'ended']);
const Answerer = z.enum(['person', 'machine']);
const time = z.iso.datetime();

export const DialBody = z.object({
  contactId: z.uuid(),
  role: Role,
  agentId: z.string().min(1).max(64).nullable().default(null),
  to: z.union([z.object({ number: Numbered }), z.object({ extension: Name })]),
  from: Numbered.nullable().default(null).describe('the number that is shown'),
  ringSeconds: z.int().min(15).max(300).default(30),
  detectsMachine: z.boolean().default(false),
  picksUp: z.boolean().default(false).describe('a telephone of ours answers by itself, where it can'),
  bridgesTo: CallId.nullable().default(null).describe('the call it talks to as soon as it is answered'),
  releases: CallId.nullable().default(null).describe('the call that is let go when it talks: a transfer'),
});
export type DialBody = z.infer<typeof DialBody>;
export const CallReceipt = z.object({ callId: z.string() });

export const CommandBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer') }),
  z.object({ kind: z.literal('hold') }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('leave') }),
  z.object({ kind: z.literal('pick-up') }),
  z.object({ kind: z.literal('mute') }),
  z.object({ kind: z.literal('unmute') }),
  z.object({ kind: z.literal('send-keys'), keys: Keys.describe('whoever is at the call hears them') }),
  z.object({ kind: z.literal('bridge'), withId: CallId }),
  z.object({ kind: z.literal('transfer'), extension: Name.describe('what the switch does under this name') }),
  z.object({ kind: z.literal('join'), conference: Name }),
  z.object({ kind: z.literal('play'), prompt: Prompt }),
  z.object({
    kind: z.literal('collect'),
    prompt: Prompt,
    minDigits: z.int().min(1).max(64),
    maxDigits: z.int().min(1).max(64),
    timeoutSeconds: z.int().min(1).max(120),
  }),
  z.object({ kind: z.literal('start-recording'), file: Name }),
  z.object({ kind: z.literal('stop-recording'), file: Name }),
  z.object({
    kind: z.literal('hang-up'),
    cause: z.enum(['hung-up', 'cancelled', 'rejected', 'busy']).default('hung-up'),
  }),
]);
export type CommandBody = z.infer<typeof CommandBody>;

export const MonitorBody = z.object({ targetId: CallId, mode: z.enum(['listen', 'whisper', 'barge']) });
export type MonitorBody = z.infer<typeof MonitorBody>;

export const CommandReceipt = z.object({ commandId: z.string() });

export const DigitsView = z.object({ commandId: z.string(), digits: z.string() });

export const CallFilter = PageQuery.extend({ contactId: z.uuid().optional(), state: State.optional() });
export type CallFilter = z.infer<typeof CallFilter>;

export const CallPage = pageOfSchema(
  z.object({
    id: z.string(),
    contactId: z.uuid(),
    role: Role,
    agentId: z.string().nullable(),
    direction: z.enum(['inbound', 'outbound']),
    state: State,
    since: time,
    startedAt: time,
    peerId: z.string().nullable().describe('the call it talks to'),
    answerer: Answerer.nullable(),
    endCause: z.string().nullable(),
    recordings: z.array(z.object({ file: z.string(), startedAt: time, endedAt: time.nullable() })),
  }),
);

export const ReconciledView = z.object({
  ended: z.int().describe('calls we believed in that the switch does not know'),
  found: z.int().describe('calls we had never heard of'),
  corrected: z.int().describe('other things we had not heard'),
  zombies: z.int().describe('calls that went on after their end'),
});

const ms = z.int().min(0).max(86_400_000);
export const ArrivalBody = z.object({
  from: Numbered.nullable().default(null),
  to: Numbered,
  patienceMs: ms.nullable().optional().describe('how long they wait for a person; null: for ever'),
  talkMs: ms.nullable().optional().describe('how long they talk; null: until somebody else hangs up'),
});
export type ArrivalBody = z.infer<typeof ArrivalBody>;

export const ArrivalReceipt = z.object({
  callId: z.string(),
  contactId: z.uuid().nullable().describe('null: another process hears the switch'),
});

export const KeysBody = z.object({ keys: Keys });
export type KeysBody = z.infer<typeof KeysBody>;

export const TelephoneBody = z.object({
  answersAfterMs: ms.nullable().default(2_000).describe('null: rings until somebody answers it'),
  reaction: z.enum(['answers', 'busy', 'rejects']).default('answers'),
  talkMs: ms.nullable().default(null).describe('hangs up so long after the conversation began; null: does not'),
});
export type TelephoneBody = z.infer<typeof TelephoneBody>;

export const HearsView = z.object({ hears: z.array(z.string()).describe('the calls this one hears') });
