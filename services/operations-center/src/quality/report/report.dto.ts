import { z } from 'zod';
import { ORIGINS, REPRESENTATIVE } from '../evaluation/evaluation-record.js';
import { EstimateView } from '../plan/plan.dto.js';

const instant = z.iso.datetime({ offset: true });
const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const Origins = z
  .preprocess((given) => (typeof given === 'string' ? given.split(',') : given), z.array(z.enum(ORIGINS)).min(1))
  .default([...REPRESENTATIVE])
  .describe('only what was drawn at random says anything of all work: targeted and hand-picked stand apart');

export const ReportQuery = z.object({
  by: z.enum(['agent', 'team', 'item', 'inspector', 'day', 'week', 'month']),
  from: instant,
  to: instant.describe('excluded; of when the work was finished'),
  scorecardId: z.uuid().optional(),
  agentId: z.string().max(64).optional(),
  origins: Origins,
  timeZone: z
    .string()
    .refine((zone) => zones.has(zone), 'an IANA time zone')
    .default('UTC')
    .describe('of days, weeks and months'),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

export const ReportView = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      score: EstimateView.describe('percent; of an item: of what it can give'),
      passRate: EstimateView.describe('0 to 1; of an item: all its points'),
      severity: EstimateView.nullable().describe('of an inspector: points given more than others give the same agents'),
    }),
  ),
});

const fields = z.object({
  courseId: z.uuid().optional().describe('who completed it, each from then on: at most the last 1,000'),
  participantIds: z.array(z.string().min(1).max(64)).min(1).max(1_000).optional(),
  at: instant.optional().describe('of a training that is no course'),
  days: z.int().min(1).max(365).default(28).describe('before and after it'),
  scorecardId: z.uuid().optional(),
  itemKey: z.string().max(40).optional().describe('of this item alone'),
  origins: Origins,
});
export const BeforeAfterBody = fields.refine(
  ({ courseId, participantIds, at }) =>
    courseId === undefined
      ? participantIds !== undefined && at !== undefined
      : participantIds === undefined && at === undefined,
  'either a course, or people and a time',
);
export type BeforeAfterBody = z.infer<typeof BeforeAfterBody>;

export const BeforeAfterView = z.object({
  compared: z.array(z.string()).describe('who was judged before and after'),
  leftOut: z.array(z.string()),
  before: z.number().nullable(),
  after: z.number().nullable(),
  difference: EstimateView.describe('points, each compared with themselves; paired t'),
  bootstrap: z.object({ low: z.number(), high: z.number() }).nullable().describe('95 %, by resampling people'),
  p: z.number().nullable().describe('two-sided'),
});
