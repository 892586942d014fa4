import { Channel } from '#libs/contracts/call-center/call-events';
import { MEASURES } from '#libs/quality-rules/scorecard/form';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { Duration } from '../../duration.js';
import type { ScorecardRow, ScorecardVersionRow } from './scorecard.schema.js';

const MOST_ITEMS = 50;
const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'expected lower-case letters, digits and underscores');
const points = z.number().min(0).max(1_000);
const when = z.string().trim().min(1).max(500).nullable().default(null).describe('FEEL on the answers before it');

const anyItem = {
  key,
  text: z.string().trim().min(1).max(500),
  fatal: z
    .enum(['item', 'group', 'form'])
    .nullable()
    .default(null)
    .describe('what less than all its points makes 0; form: the whole score'),
  critical: z.boolean().default(false).describe('part of the critical score, too'),
  naAllowed: z.boolean().default(false),
  when,
  comment: z.enum(['optional', 'required', 'required-below-full']).default('optional'),
};

const FormItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choice'),
    ...anyItem,
    options: z
      .array(z.object({ value: z.string().min(1).max(40), label: z.string().trim().min(1).max(120), points }))
      .min(2)
      .max(12)
      .describe('in the order of their scale'),
  }),
  z.object({
    kind: z.literal('measured'),
    ...anyItem,
    measure: z.enum(MEASURES),
    target: Duration.nullable().default(null).describe('of the measures of time'),
    points: points.min(1),
  }),
]);

const ScorecardForm = z.object({
  mode: z
    .enum(['points', 'groups'])
    .describe('points: a weight multiplies each point; groups: it multiplies the share of the points of its group'),
  passMark: z.number().min(0).max(100).describe('the least score that passes'),
  groups: z
    .array(
      z.object({
        key,
        name: z.string().trim().min(1).max(120),
        weight: z.number().positive().max(1_000),
        naAllowed: z.boolean().default(false),
        when,
        items: z.array(FormItem).min(1).max(MOST_ITEMS),
      }),
    )
    .min(1)
    .max(20),
});

export const ScorecardContent = z.object({
  name: z.string().trim().min(1).max(120),
  channels: z.array(z.enum([...Channel.options, 'ticket'])).min(1),
  automatic: z
    .boolean()
    .default(false)
    .describe('every finished ticket is judged by it at once: all items are measured'),
  form: ScorecardForm,
});
export type ScorecardContent = z.infer<typeof ScorecardContent>;

export const Answers = z.record(z.string().max(40), z.union([z.string().max(40), z.number().min(0).max(1)]));

const Problem = z.object({ pointer: z.string(), message: z.string() });

export const ScorecardView = z
  .object({
    ...{ id: z.uuid(), version: z.int(), published: z.int().nullable(), retired: z.boolean() },
    draft: ScorecardContent,
    problems: z.array(Problem).describe('what keeps the draft from being published'),
    ...{ changedBy: z.string(), updatedAt: z.iso.datetime() },
  })
  .meta({ id: 'Scorecard' });

export const ScorecardVersionView = z.object({
  ...{ scorecardId: z.uuid(), number: z.int(), content: ScorecardContent },
  ...{ publishedBy: z.string(), publishedAt: z.iso.datetime() },
});

export const ScorecardsQuery = PageQuery.extend({ retired: z.stringbool().default(false) });
export const ScorecardPage = pageOfSchema(ScorecardView);
export const ScorecardVersionPage = pageOfSchema(ScorecardVersionView);

export const ScoringBody = z.object({ form: ScorecardForm, answers: Answers });
export type ScoringBody = z.infer<typeof ScoringBody>;

const percent = z.number().min(0).max(100).nullable();

export const JudgedView = z.object({
  score: percent.describe('null when nothing applied'),
  nonFatalScore: percent,
  criticalScore: percent,
  fatalMissed: z.boolean(),
  passed: z.boolean(),
  items: z.array(
    z.object({
      ...{ key: z.string(), group: z.string(), possible: z.number() },
      points: z.number().nullable().describe('null: counts for nothing'),
      fatal: z.enum(['item', 'group', 'form']).nullable(),
      state: z.enum(['answered', 'not-applicable', 'hidden', 'open']),
    }),
  ),
});

export const ScoredView = JudgedView.extend({ problems: z.array(Problem) });

export function versionView({ publishedAt, ...row }: ScorecardVersionRow) {
  return { ...row, publishedAt: publishedAt.toISOString() };
}

export function scorecardView({ updatedAt, ...row }: ScorecardRow, problems: readonly z.infer<typeof Problem>[]) {
  return { ...row, problems, updatedAt: updatedAt.toISOString() };
}
