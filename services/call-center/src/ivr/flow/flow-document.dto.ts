import { WEEKDAYS } from '#libs/business-time/calendar-definition';
import { z } from 'zod';
import type { FlowDocument } from '../domain/flow/flow-document.js';

const MOST_NODES = 300;
const MOST_DATES = 500;

const Language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language tag such as zh-CN');
/** Names that every object has would be found where nothing was set. */
const isFree = (name: string) => !(name in Object.prototype);
const NodeId = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,63}$/, 'expected letters, digits, - and _, a letter first')
  .refine(isFree, 'expected another name');
const Name = z
  .string()
  .regex(/^[A-Za-z_]\w{0,63}$/, 'expected letters, digits and _')
  .refine(isFree, 'expected another name');
const Text = z
  .record(Language, z.string().trim().min(1).max(2_000))
  .describe('by language; {name} stands for the value of an attribute');
const Feel = z.string().trim().min(1).max(1_000).describe('FEEL');
const seconds = (most: number) => z.int().min(1).max(most);

const Demand = z.object({
  type: z.enum(['consultation', 'enquiry', 'fault-report', 'complaint', 'business-request']),
  topic: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/)
    .max(64),
});
const asking = {
  prompt: Text,
  timeoutSeconds: seconds(120).default(7),
  retries: z.object({
    limit: z.int().min(0).max(10).describe('how often it is asked again'),
    text: Text.describe('said before'),
  }),
  exhausted: NodeId.describe('where it goes on when the retries are used up'),
};
const Choice = z.object({
  digit: z.string().regex(/^[\d*#]$/, 'expected one key of the telephone'),
  words: z.record(Language, z.array(z.string().trim().min(1).max(80)).max(20)).default({}),
  language: Language.nullable().default(null).describe('the dialogue goes on in it'),
  next: NodeId,
});

const FlowNode = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('say'), text: Text, next: NodeId }),
  z.object({ kind: z.literal('menu'), ...asking, choices: z.array(Choice).min(1).max(12) }),
  z.object({
    kind: z.literal('collect'),
    ...asking,
    into: Name,
    minDigits: z.int().min(1).max(30).default(1),
    maxDigits: z.int().min(1).max(30).default(30),
    next: NodeId,
  }),
  z.object({
    kind: z.literal('condition'),
    branches: z
      .array(z.object({ when: Feel, next: NodeId }))
      .min(1)
      .max(20),
    otherwise: NodeId,
  }),
  z.object({
    kind: z.literal('connector'),
    connector: z.string().min(1).max(64),
    action: z.string().min(1).max(64),
    arguments: z.record(Name, Feel).default({}),
    into: Name,
    next: NodeId,
    failed: NodeId.describe('it refused, cannot be reached or took too long'),
  }),
  z.object({ kind: z.literal('set'), values: z.record(Name, Feel), next: NodeId }),
  z.object({ kind: z.literal('hours'), calendar: z.string().min(1).max(64), open: NodeId, closed: NodeId }),
  z.object({
    kind: z.literal('identify'),
    number: Name.nullable().default(null).describe('attribute with a customer number; null: by the caller’s address'),
    known: NodeId,
    unknown: NodeId,
  }),
  z.object({ kind: z.literal('pre-check'), demand: Demand, solved: NodeId, referred: NodeId }),
  z.object({
    kind: z.literal('queue'),
    queueId: z.uuid(),
    priority: z.int().min(0).max(100).default(0),
    skills: z.array(z.string().min(1).max(64)).max(20).default([]),
    attributes: z.array(Name).max(30).default([]).describe('what routing and agents get to see'),
    demand: Demand,
  }),
  z.object({ kind: z.literal('callback'), queueId: z.uuid(), demand: Demand, next: NodeId }),
  z.object({
    kind: z.literal('voicemail'),
    prompt: Text,
    maxSeconds: seconds(600).default(120),
    queueId: z.uuid(),
    demand: Demand,
    next: NodeId,
  }),
  z.object({ kind: z.literal('hang-up'), text: Text.nullable().default(null) }),
]);

const time = z.string().regex(/^\d{2}:\d{2}$/);
const Hours = z.array(z.object({ from: time, to: time })).max(24);
const Calendar = z.object({
  timeZone: z.string().max(64).describe('IANA, e.g. Asia/Shanghai'),
  weekly: z.partialRecord(z.enum(WEEKDAYS), Hours).describe('a day that is left out is closed'),
  holidays: z
    .array(z.object({ date: z.iso.date(), hours: Hours.optional() }))
    .max(MOST_DATES)
    .default([]),
  extraWorkingDays: z
    .array(z.object({ date: z.iso.date(), hours: Hours }))
    .max(MOST_DATES)
    .default([]),
  worksExtraDays: z.boolean().default(true),
});

export const FlowDocumentBody = z.object({
  languages: z.array(Language).min(1).max(20).describe('the first is spoken until another is chosen'),
  timeZone: z.string().min(1).max(64).default('Asia/Shanghai').describe('IANA name, for dates in FEEL'),
  start: NodeId,
  calendars: z.record(z.string().min(1).max(64), Calendar).default({}),
  nodes: z
    .record(NodeId, FlowNode)
    .refine((nodes) => Object.keys(nodes).length <= MOST_NODES, `expected at most ${MOST_NODES} nodes`),
}) satisfies z.ZodType<FlowDocument>;
