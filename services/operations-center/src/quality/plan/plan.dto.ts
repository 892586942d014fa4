import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { Duration } from '../../duration.js';
import { STRATA, type DrawRow, type PlanRow } from './plan.schema.js';

const personIds = z.array(z.string().min(1).max(64)).max(200);
const count = z.int().min(1).max(10_000);
const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

export const PlanContent = z
  .object({
    name: z.string().trim().min(1).max(120),
    kind: z
      .enum(['random', 'stratified', 'targeted'])
      .describe('targeted: by risk; it says nothing of the whole and is kept apart in every figure'),
    scorecardId: z.uuid(),
    subjectKinds: z.array(z.enum(['call', 'chat', 'ticket'])).min(1),
    queueIds: z.array(z.uuid()).max(200).default([]),
    agentIds: personIds.default([]),
    leastSeconds: z.int().min(0).default(0),
    period: z.enum(['day', 'week', 'month']),
    timeZone: z
      .string()
      .refine((zone) => zones.has(zone), 'an IANA time zone')
      .default('UTC'),
    size: z
      .union([
        z.strictObject({ total: count }),
        z.strictObject({ each: count }),
        z.strictObject({ percent: z.number().positive().max(100) }),
        z.strictObject({ error: z.number().min(0.5).max(50) }),
      ])
      .describe('total, percent or error (± points of a share, 95 %) of all; each: of each stratum'),
    strata: z
      .array(z.enum(STRATA))
      .max(STRATA.length)
      .default([])
      .describe('risk: high, medium, low or unknown, by findings and machine scores'),
    risk: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .nullable()
      .default(null)
      .describe('FEEL, e.g. talkSeconds > 900 or fatalFindings > 0 or rating <= 2'),
    inspectorIds: personIds.min(1),
    evaluateWithin: Duration.default('P5D').describe('of working time'),
    doubled: z
      .object({
        percent: z.number().positive().max(100),
        mostApart: z.number().min(0).max(100),
        arbiters: personIds.min(1),
      })
      .nullable()
      .default(null)
      .describe('so much is judged by two who do not know of each other'),
    coverage: z
      .object({
        least: z.int().min(0).max(100),
        halfWidth: z.number().positive().max(50).nullable().default(null),
        mostMore: z.int().min(1).max(100).default(10),
      })
      .nullable()
      .default(null)
      .describe('of each agent; what lacks when the deadline has passed is drawn in addition'),
  })
  .refine(({ kind, risk }) => (kind === 'targeted') === (risk !== null), 'a risk belongs to a targeted plan')
  .refine(({ kind, strata }) => (kind === 'stratified') === strata.length > 0, 'strata belong to a stratified plan')
  .refine(
    ({ doubled, inspectorIds }) => !doubled?.arbiters.some((id) => inspectorIds.includes(id)),
    'who settles does not judge before',
  );
export type PlanContent = z.infer<typeof PlanContent>;

const time = z.iso.datetime();
const PlanText = z.object(PlanContent.shape);

export const PlanView = z
  .object({ ...{ id: z.uuid(), version: z.int(), content: PlanText, active: z.boolean() }, nextFrom: time })
  .meta({ id: 'QualityPlan' });
export const PlanPage = pageOfSchema(PlanView);

const DrawView = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  from: time,
  to: time,
  state: z.enum(['committed', 'drawn', 'settled']),
  commitment: z.string().describe('SHA-256 of the seed, known before the draw'),
  seed: z.string().nullable().describe('known after the draw'),
  content: PlanText,
  drawnAt: time.nullable(),
  dueAt: time.nullable(),
  populationSize: z.int().nullable(),
  populationHash: z.string().nullable(),
  drawn: z.array(z.string()),
  more: z.array(z.string()).describe('in addition, where too little was known of somebody'),
});
export const DrawPage = pageOfSchema(DrawView);

const Candidate = z.object({ key: z.string(), agentId: z.string(), stratum: z.string() });
export const CandidatePage = pageOfSchema(Candidate);

export const VerificationView = z.object({
  verified: z.boolean(),
  seedIsCommitted: z.boolean(),
  populationIsKept: z.boolean(),
  sampleIsDrawn: z.boolean(),
  moreFollows: z.boolean(),
  again: z.array(z.string()),
});

export const EstimateView = z.object({
  n: z.int(),
  mean: z.number().nullable(),
  low: z.number().nullable().describe('95 %; null: too few to say'),
  high: z.number().nullable(),
});

export const CoverageView = z.object({
  items: z.array(
    z.object({
      ...{ agentId: z.string(), population: z.int(), drawn: z.int(), done: z.int() },
      score: EstimateView.describe('Student t, with the share of the population that was seen'),
      passRate: EstimateView.describe('Wilson'),
    }),
  ),
});

export function planView({ nextFrom, ...plan }: PlanRow) {
  return { ...plan, nextFrom: nextFrom.toISOString() };
}

export function drawView({ fromAt, toAt, seed, drawnAt, dueAt, ...row }: DrawRow) {
  const times = { from: fromAt.toISOString(), to: toAt.toISOString(), drawnAt: drawnAt?.toISOString() ?? null };
  return { ...row, ...times, dueAt: dueAt?.toISOString() ?? null, seed: row.state === 'committed' ? null : seed };
}
