import { personal } from '#libs/personal-data/personal';
import { pageOfSchema, PageQuery } from '#libs/web/http/paging';
import { z } from 'zod';
import { OUTCOMES } from './domain/sop-content.js';
import { SopName } from './sop.dto.js';

const time = z.iso.datetime();
const values = personal('text', z.record(z.string(), z.unknown()));
const Subject = z.object({ kind: z.enum(['ticket', 'conversation', 'contact']), id: z.uuid() });
const orderNumber = z.string().trim().min(1).max(120).nullable().default(null);

export const StartRunBody = z.object({
  sop: SopName,
  subject: Subject,
  customerId: z.uuid().nullable().default(null).describe('of a conversation or contact; a ticket has its own'),
  orderNumber,
});
export type StartRunBody = z.infer<typeof StartRunBody>;

export const CompleteStepBody = z.object({
  step: z.string().min(1).max(60).describe('the one on the screen'),
  values: personal(
    'text',
    z.record(z.string().max(60), z.union([z.string().max(4_000), z.number(), z.boolean()])).default({}),
  ),
  way: z.int().min(0).nullable().default(null).describe('where the person chooses'),
});
export type CompleteStepBody = z.infer<typeof CompleteStepBody>;

export const LeaveRunBody = z.object({ because: z.string().trim().min(1).max(300) });
export type LeaveRunBody = z.infer<typeof LeaveRunBody>;

export const LookUpFactsBody = z.object({ orderNumber });
export type LookUpFactsBody = z.infer<typeof LookUpFactsBody>;

export const ListRunsQuery = PageQuery.extend({
  subjectId: z.uuid().optional(),
  sop: SopName.optional(),
  status: z.enum(['running', 'ended', 'left']).optional(),
  mine: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false),
});
export type ListRunsQuery = z.infer<typeof ListRunsQuery>;

const RunSummary = z.object({
  id: z.string(),
  version: z.int(),
  sop: z.object({ name: z.string(), version: z.int() }),
  subject: Subject,
  customerId: z.string().nullable(),
  status: z.enum(['running', 'ended', 'left']),
  outcome: z.enum(OUTCOMES).nullable(),
  startedBy: z.string(),
  startedAt: time,
  endedAt: time.nullable(),
  leftAt: z.string().nullable(),
  leftBecause: z.string().nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;
export const RunPage = pageOfSchema(RunSummary);

const Fact = z.object({
  state: z.enum(['found', 'not-asked', 'refused', 'unavailable']),
  code: z.string().nullable(),
  value: personal('text', z.unknown()),
  askedAt: time,
});

const CurrentStep = z.object({
  path: z
    .array(z.object({ sop: z.string(), version: z.int(), step: z.string() }))
    .describe('from the outermost SOP in'),
  id: z.string(),
  title: z.string(),
  instruction: z.string(),
  hints: z.array(z.string()),
  collects: z.array(z.record(z.string(), z.unknown())),
  given: values.describe('what was collected under these names before'),
  ways: z
    .array(z.object({ way: z.int(), label: z.string() }))
    .nullable()
    .describe('to choose from; null: the conditions say'),
});

export const RunView = RunSummary.extend({
  current: CurrentStep.nullable().describe('null: the run is over'),
  values,
  facts: z.object({ customer: Fact, order: Fact, history: Fact }),
  canGoBack: z.boolean(),
  canGoForth: z.boolean(),
  trail: z.array(
    z.object({
      sop: z.string(),
      version: z.int(),
      step: z.string(),
      way: z.int().nullable(),
      by: z.string().nullable().describe('null: nobody was needed'),
      at: time,
      values,
      undone: z.object({ by: z.string(), at: time }).nullable(),
    }),
  ),
}).meta({ id: 'SopRun' });
export type RunView = z.infer<typeof RunView>;
