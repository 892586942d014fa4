import { personal } from '#libs/personal-data/personal';
import { PageQuery } from '#libs/web/http/paging';
import { z } from 'zod';
import type { SurveyRow } from './survey.schema.js';
import type { SurveyText } from './surveys.js';

const time = z.iso.datetime();
const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected lower-case letters, digits and dashes');
const text = z.string().trim().min(1).max(500);

const Score = z
  .object({
    id,
    text,
    kind: z.literal('score'),
    from: z.int().min(0).max(1),
    to: z.int().min(2).max(10),
    top: z.int().min(1).max(5),
  })
  .describe('so many of the highest scores count as satisfied: three of 0 to 10 are 8, 9 and 10');
const Question = z.discriminatedUnion('kind', [Score, z.object({ id, text, kind: z.literal('text') })]);

const words = {
  title: z.string().trim().min(1).max(200),
  kind: z.enum(['csat', 'nps', 'ces', 'agents']),
  questions: z
    .array(Question)
    .min(1)
    .max(30)
    .refine((questions) => new Set(questions.map((each) => each.id)).size === questions.length, 'ids are not unique'),
  audience: z
    .array(z.string().regex(/^(agents|(team|role):.{1,64})$/, 'expected agents, team:… or role:…'))
    .max(20)
    .default([])
    .describe('among agents: whoever is one of these; empty: customers'),
  isAnonymous: z.boolean().default(true),
  fewestReplies: z.int().min(1).max(1_000).default(5).describe('fewer show no figures'),
};

export const SurveyBody = z.object({ ...words, closesAt: z.iso.datetime({ offset: true }).nullable().default(null) });
export type SurveyBody = z.infer<typeof SurveyBody>;

export const SurveyView = z
  .object({
    ...{ id: z.uuid(), version: z.int(), ...words, state: z.enum(['draft', 'open', 'closed']) },
    ...{ opensAt: time.nullable(), closesAt: time.nullable(), invited: z.int().nullable(), replies: z.int() },
    createdAt: time,
  })
  .meta({ id: 'Survey' });

export const SurveysQuery = PageQuery.extend({ state: z.enum(['draft', 'open', 'closed']).default('open') });

export const ReplyBody = z.object({
  answers: z.record(z.string().max(40), z.union([z.int(), z.string().max(2_000)])),
  respondent: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('of a customer: their id, or what else tells one from another'),
});

export const RepliesQuery = PageQuery.extend({ customerId: z.uuid() });
export type RepliesQuery = z.infer<typeof RepliesQuery>;
export const ReplyView = z.object({
  ...{ id: z.uuid(), surveyId: z.uuid(), title: words.title, kind: words.kind, at: time.nullable() },
  answers: personal('text', z.record(z.string(), z.union([z.int(), z.string()]))).describe('by the id of the question'),
});

export const ResultsView = z.object({
  replies: z.int(),
  invited: z.int().nullable(),
  responseRate: z.number().nullable().describe('replies / invited'),
  isShown: z.boolean().describe('there are enough replies'),
  questions: z.array(
    z.object({
      ...{ id, text },
      figures: z
        .object({
          replies: z.int(),
          mean: z.number(),
          topBoxes: z.number().describe('replies with one of the highest scores, of all replies; 0 to 1'),
          netPromoters: z.number().nullable().describe('percent of 9 and 10 less percent of 0 to 6'),
        })
        .nullable(),
      scores: z.array(z.object({ score: z.int(), times: z.int() })),
      words: z.array(z.string()).describe('two hundred at most, in no order'),
    }),
  ),
});

export function surveyText({ closesAt, ...body }: SurveyBody): SurveyText {
  return { ...body, closesAt: closesAt === null ? null : new Date(closesAt) };
}

export function surveyView({ salt: _, opensAt, closesAt, createdAt, ...row }: SurveyRow) {
  const times = { opensAt: opensAt?.toISOString() ?? null, closesAt: closesAt?.toISOString() ?? null };
  return { ...row, ...times, createdAt: createdAt.toISOString() };
}
