import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { internationalNumber } from '../phone-number/phone-number.api.js';
import { WEEKDAYS } from './domain/rules/callable-hours.js';
import { OUTCOMES } from './domain/rules/outcome.js';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected HH:MM');
const Interval = z
  .object({ from: clock, to: clock })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' });
const Hours = z.partialRecord(z.enum(WEEKDAYS), z.array(Interval).max(6));

/** US TSR: 08:00 to 21:00 where the callee is. */
const EVERY_DAY = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '08:00', to: '21:00' }]]));

const RetryRule = z.object({
  delaySeconds: z.int().min(0).max(2_592_000),
  most: z.int().min(0).max(50),
  otherNumber: z.boolean().default(false).describe('with the next of the numbers of the record'),
});

const Definition = z.object({
  mode: z.enum(['preview', 'progressive', 'predictive']),
  queueId: z.uuid().nullable().default(null),
  teamId: z.uuid().nullable().default(null),
  planId: z.uuid().nullable().default(null).describe('the plan whose tasks it works off'),
  callerIds: z.array(z.string().max(40).transform(internationalNumber)).min(1).max(100),
  hours: Hours.default(EVERY_DAY).describe('on the wall clock where the callee is'),
  limits: z
    .object({
      perRecord: z.int().min(1).max(50).default(6),
      perNumberPerDay: z.int().min(1).max(20).default(2).describe('in any 24 hours, by all campaigns'),
      perNumberPerWeek: z.int().min(1).max(50).default(5).describe('in any 7 days, by all campaigns'),
    })
    .prefault({}),
  retries: z.partialRecord(z.enum(OUTCOMES), RetryRule).default({}).describe('instead of the rules of the house'),
  ringSeconds: z.int().min(15).max(120).default(25),
  abandonLimitPercent: z.number().min(0).max(5).default(3),
  abandonWindowDays: z.int().min(1).max(30).default(30),
  mostPerAgent: z.number().min(1).max(10).default(3).describe('predictive: calls under way for each free agent'),
  requiresConsent: z.boolean().default(true),
  purpose: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/, 'expected a code')
    .default('marketing'),
  preview: z
    .object({ seconds: z.int().min(5).max(600).default(60), then: z.enum(['skip', 'dial']).default('skip') })
    .prefault({}),
  abandonPrompt: z
    .string()
    .regex(/^[\w.:/-]{1,200}$/, 'expected a name or path without blanks')
    .default('campaign-abandoned.wav')
    .describe('what the switch plays to a person whom no agent is there for'),
  wrapUpSeconds: z.int().min(0).max(3_600).default(120).describe('until a call nobody said anything of is answered'),
});

export const CampaignBody = Definition.extend({ name: z.string().trim().min(1).max(120) }).refine(
  ({ queueId, teamId }) => (queueId === null) !== (teamId === null),
  { path: ['queueId'], message: 'either a queue or a team works for it' },
);
export type CampaignBody = z.infer<typeof CampaignBody>;

const CampaignStatus = z.enum(['draft', 'running', 'paused', 'ended']);

export const CampaignView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    name: z.string(),
    status: CampaignStatus,
    definition: Definition.extend({ callerIds: z.array(z.string()) }),
  })
  .meta({ id: 'Campaign' });
export type CampaignView = z.infer<typeof CampaignView>;

export const CampaignPage = pageOfSchema(CampaignView);
export const CampaignQuery = PageQuery.extend({ status: CampaignStatus.optional() });
export type CampaignQuery = z.infer<typeof CampaignQuery>;

export const CampaignStandingView = z.object({
  records: z.record(z.string(), z.int()).describe('by status'),
  live: z.int().describe('answered by a person in the window'),
  abandoned: z.int().describe('of these, not connected within two seconds'),
  abandonRate: z.number(),
  violated: z.boolean(),
  locked: z.boolean().describe('progressive until the rate has fallen'),
});
export type CampaignStandingView = z.infer<typeof CampaignStandingView>;

export const RecordsCsv = z.string().min(1);
export const ImportView = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  status: z.enum(['reading', 'done']),
  totalLines: z.int(),
  readLines: z.int(),
  added: z.int(),
  known: z.int(),
  badLines: z.array(z.object({ line: z.int(), field: z.string(), code: z.string() })),
  receivedAt: z.iso.datetime(),
});
export type ImportView = z.infer<typeof ImportView>;

const RecordStatus = z.enum(['without-number', 'waiting', 'reserved', 'dialling', 'done']);
export const RecordQuery = PageQuery.extend({ status: RecordStatus.optional(), taskId: z.uuid().optional() });
export type RecordQuery = z.infer<typeof RecordQuery>;

export const RecordView = z.object({
  id: z.uuid(),
  version: z.int(),
  campaignId: z.uuid(),
  taskId: z.string().nullable(),
  customerId: z.string().nullable(),
  numbers: personal('phone', z.array(z.string())),
  zone: z.string().nullable(),
  priority: z.int(),
  status: RecordStatus,
  dueAt: z.iso.datetime(),
  attempts: z.int(),
  agentId: z.string().nullable(),
  reservedUntil: z.iso.datetime().nullable(),
  lastOutcome: z.string().nullable(),
  endedBy: z.string().nullable(),
});
export type RecordView = z.infer<typeof RecordView>;
export const RecordPage = pageOfSchema(RecordView);
export const PreviewView = z.object({ items: z.array(RecordView) });
