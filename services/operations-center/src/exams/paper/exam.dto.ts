import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { QuestionType } from '../question/exam-question.dto.js';

const time = z.iso.datetime();
const Level = z.int().min(1).max(5);

const BlueprintLine = z.object({
  count: z.int().min(1).max(200),
  points: z.number().positive().max(100),
  fatal: z.boolean().default(false).describe('less than all its points fails the exam'),
  type: QuestionType.nullable().default(null),
  tags: z.array(z.string().min(1).max(40)).max(10).default([]).describe('tags or knowledge points, all of them'),
  difficulty: z.object({ from: Level, to: Level }).nullable().default(null),
});

const ExamTermsBody = z.object({
  minutes: z.int().min(1).max(1_440),
  graceSeconds: z.int().min(0).max(600).default(30),
  passPercent: z.number().min(0).max(100),
  credit: z.enum(['none', 'proportional', 'minus-wrong']).default('none'),
  mostApart: z.number().min(0).max(100).default(1).describe('points two markers may differ by before a third marks'),
  attempts: z.int().min(1).max(100).nullable().default(null).describe('null: as often as one likes'),
  coolDownMinutes: z.int().min(0).max(525_600).default(0),
  release: z.enum(['automatic', 'manual']).default('manual'),
  review: z.enum(['score', 'answers', 'keys']).default('score').describe('what candidates see once it is released'),
  appealDays: z.int().min(0).max(365).default(7),
  shuffle: z.boolean().default(true).describe('questions and options, for each attempt'),
  counts: z.enum(['highest', 'last', 'average', 'first']).default('highest'),
});

export const ExamBody = z.object({
  title: z.string().trim().min(1).max(200),
  blueprint: z
    .array(BlueprintLine)
    .min(1)
    .max(50)
    .refine((lines) => lines.reduce((sum, { count }) => sum + count, 0) <= 300, 'a paper has at most 300 questions'),
  paper: z.enum(['shared', 'each']).default('each').describe('one paper for all, or one drawn for each attempt'),
  opensAt: time.nullable().default(null),
  closesAt: time.nullable().default(null),
  terms: ExamTermsBody,
});
export type ExamBody = z.infer<typeof ExamBody>;

export const ExamView = ExamBody.extend({ id: z.uuid(), version: z.int(), updatedAt: time }).meta({ id: 'Exam' });
export const ExamPage = pageOfSchema(ExamView);
export const ListExamsQuery = PageQuery;

export const DrawBody = z.object({ seed: z.int().min(0).max(0x7fff_ffff).optional() });

export const PaperView = z.object({
  id: z.uuid(),
  examId: z.uuid(),
  examVersion: z.int(),
  seed: z.int(),
  drawnAt: time,
  questions: z.array(z.object({ questionId: z.uuid(), versionId: z.uuid(), points: z.number(), fatal: z.boolean() })),
});
export const RedrawnView = PaperView.extend({ same: z.boolean() });
