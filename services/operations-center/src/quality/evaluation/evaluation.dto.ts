import { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { Answers, JudgedView } from '../scorecard/scorecard.dto.js';
import { ORIGINS, STATES } from './evaluation-record.js';

const time = z.iso.datetime();
const instant = z.iso.datetime({ offset: true });
const personId = z.string().min(1).max(64);
const itemKey = z.string().max(40);
const words = personal('text', z.string().trim().min(1).max(2_000));

export const EvaluationFilter = PageQuery.extend({
  subjectKind: EvaluatedSubject.shape.kind.optional(),
  subjectId: z.uuid().optional(),
  agentId: personId.optional(),
  inspectorId: personId.optional(),
  reviewerId: personId.optional(),
  scorecardId: z.uuid().optional(),
  drawId: z.uuid().optional(),
  state: z.enum(STATES).optional(),
  origin: z.enum(ORIGINS).optional(),
  passed: z.stringbool().optional(),
  overdue: z.stringbool().optional().describe('what is awaited did not come in time'),
});
export type EvaluationFilter = z.infer<typeof EvaluationFilter>;

export const AssignBody = z.object({
  subject: EvaluatedSubject,
  scorecardId: z.uuid(),
  inspectorIds: z
    .array(personId)
    .min(1)
    .max(2)
    .refine((ids) => new Set(ids).size === ids.length, 'two different people')
    .describe('two judge it without knowing of each other'),
  mostApart: z.number().min(0).max(100).default(10).describe('points two may be apart before an arbiter settles it'),
  arbiters: z.array(personId).max(20).default([]),
  agentId: personId.optional().describe('of work that is not known here'),
  finishedAt: instant.optional(),
  dueAt: instant.optional().describe('else as the settings say'),
});
export type AssignBody = z.infer<typeof AssignBody>;

const Note = z.object({
  itemKey,
  comment: words.nullable().default(null),
  evidence: z
    .array(
      z.object({
        turn: z.int().min(0).optional(),
        atSeconds: z.number().min(0).optional(),
        field: z.string().max(80).optional(),
      }),
    )
    .max(20)
    .default([]),
});

export const AnswersBody = z.object({ answers: Answers, notes: z.array(Note).max(200).default([]) });
export type AnswersBody = z.infer<typeof AnswersBody>;

export const AppealBody = z.object({ reason: words, items: z.array(itemKey).max(50).default([]) });
export const PersonBody = z.object({ personId });
export const DecisionBody = z.object({
  remark: words,
  answers: Answers.nullable().default(null).describe('null: it stays as it is'),
});
export const RescoreBody = z.object({ remark: words, answers: Answers });

const summary = {
  id: z.uuid(),
  subject: EvaluatedSubject,
  agentId: z.string().nullable(),
  inspectorId: z.string().nullable(),
  channel: z.string(),
  finishedAt: time,
  scorecardId: z.uuid(),
  scorecardVersion: z.int(),
  origin: z.enum(ORIGINS),
  drawId: z.uuid().nullable(),
  state: z.enum(STATES),
  score: z.number().min(0).max(100).nullable(),
  passed: z.boolean().nullable(),
  dueAt: time.nullable().describe('by when what is awaited is to be done'),
  submittedAt: time.nullable(),
  releasedAt: time.nullable(),
};

const EvaluationSummary = z.object(summary);
export const EvaluationPage = pageOfSchema(EvaluationSummary);

const Revision = z.object({
  number: z.int(),
  why: z.enum(['submitted', 'appeal', 'rescored']),
  by: z.string(),
  at: time,
  remark: words.nullable(),
  score: z.number().nullable(),
  passed: z.boolean(),
  changes: z
    .array(z.object({ key: z.string(), before: z.json().nullable(), after: z.json().nullable() }))
    .describe('answers that are others than in the revision before'),
});

const Appeal = z.object({
  instance: z.int(),
  at: time,
  reason: words,
  items: z.array(z.string()),
  dueAt: time,
  reviewerId: z.string().nullable(),
  decision: z.object({ by: z.string(), at: time, outcome: z.enum(['upheld', 'changed']), remark: words }).nullable(),
});

export const EvaluationView = z
  .object({
    ...summary,
    version: z.int(),
    answers: Answers,
    notes: z.array(Note),
    judged: JudgedView.nullable().describe('what the answers come to so far'),
    machine: z
      .array(z.object({ itemKey, answer: z.enum(['yes', 'no', 'n/a']), findings: z.array(z.string()) }))
      .describe('what automatic inspection says; it never counts by itself'),
    recheckOf: z
      .object({ evaluationId: z.uuid(), itemKey, courseId: z.uuid() })
      .nullable()
      .describe('the failed item that was learnt since'),
    revisions: z.array(Revision),
    appeals: z.array(Appeal),
  })
  .meta({ id: 'Evaluation' });

export const Assigned = z.object({ evaluationIds: z.array(z.uuid()) });
