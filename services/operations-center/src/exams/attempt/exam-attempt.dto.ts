import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { PROCTORED } from '../domain/exam-attempt.events.js';
import { Dialogue } from '../question/exam-question.dto.js';

const time = z.iso.datetime();
const points = z.number().min(0).max(100);
const writing = z.string().trim().min(1).max(4_000);
const Device = z.string().regex(/^[\w-]{8,64}$/);
const Sign = z.enum(PROCTORED);
const Status = z.enum(['running', 'handed-in', 'marked', 'released']);

const Answer = z
  .union([
    z.int().min(0).max(50),
    z.boolean(),
    z.string().max(20_000),
    z.array(z.int().min(0).max(50)).max(50),
    z.array(z.string().max(500)).max(50),
  ])
  .nullable()
  .describe('places of options or lines as shown, true or false, texts of blanks, or an essay');

export const BeginBody = z.object({ device: Device.describe('drawn at random by the device, the same after a cut') });
export const AnswerBody = z.object({
  device: Device,
  sequence: z.int().min(1).describe('grows with every save; what is not newer changes nothing'),
  answer: Answer,
});
export type AnswerBody = z.infer<typeof AnswerBody>;
export const SavedView = z.object({ saved: z.boolean(), secondsLeft: z.int() });
export const SignBody = z.object({ what: Sign, questionId: z.uuid().nullable().default(null) });
export type SignBody = z.infer<typeof SignBody>;
export const AppealBody = z.object({ reason: writing, questionIds: z.array(z.uuid()).max(300).default([]) });
export type AppealBody = z.infer<typeof AppealBody>;
export const DecisionBody = z.object({
  answer: writing,
  points: z.record(z.uuid(), points).default({}).describe('of questions by id; those left out keep theirs'),
});
export type DecisionBody = z.infer<typeof DecisionBody>;
export const MarkBody = z.object({ points, comment: z.string().max(4_000).default('') });
export type MarkBody = z.infer<typeof MarkBody>;

const GradeView = z.object({
  points: z.number(),
  possible: z.number(),
  percent: z.number(),
  fatalMissed: z.boolean(),
  passed: z.boolean(),
});
const AppealView = z.object({
  reason: z.string(),
  questionIds: z.array(z.uuid()),
  at: time,
  outcome: z.enum(['upheld', 'changed']).nullable(),
  answer: z.string().nullable(),
});

const ShownQuestion = z.object({
  questionId: z.uuid(),
  type: z.enum(['single', 'multiple', 'true-false', 'fill-in', 'order', 'essay']),
  text: z.string(),
  dialogue: Dialogue.nullable(),
  choices: z.array(z.string()).describe('options or lines, as shown'),
  blanks: z.int(),
  possible: z.number(),
  answer: Answer,
  sequence: z.int().describe('of the last save; 0: none'),
  points: z.number().nullable().describe('null: not to be seen, or not yet known'),
  key: z.unknown().describe('what is right, in places as shown; null: not to be seen'),
});
export type ShownQuestion = z.infer<typeof ShownQuestion>;

export const AttemptView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    examId: z.uuid(),
    title: z.string(),
    number: z.int(),
    status: Status,
    startedAt: time,
    deadlineAt: time,
    serverTime: time,
    secondsLeft: z.int(),
    handedInBy: z.enum(['candidate', 'deadline']).nullable(),
    questions: z.array(ShownQuestion),
    result: GradeView.nullable(),
    appeal: AppealView.nullable(),
  })
  .meta({ id: 'ExamAttempt' });
export type AttemptView = z.infer<typeof AttemptView>;

const AttemptLine = z.object({
  id: z.uuid(),
  examId: z.uuid(),
  candidateId: z.string(),
  number: z.int(),
  status: Status,
  startedAt: time,
  handedInAt: time.nullable(),
  handedInBy: z.enum(['candidate', 'deadline']).nullable(),
  signs: z.partialRecord(Sign, z.int()),
  percent: z.number().nullable(),
  passed: z.boolean().nullable(),
});
export const AttemptPage = pageOfSchema(AttemptLine);
export const ListAttemptsQuery = PageQuery.extend({ examId: z.uuid(), status: Status.optional() });
export type ListAttemptsQuery = z.infer<typeof ListAttemptsQuery>;
export const MyAttemptsQuery = PageQuery.extend({ examId: z.uuid().optional() });
export type MyAttemptsQuery = z.infer<typeof MyAttemptsQuery>;
export const MyAttemptPage = pageOfSchema(AttemptLine.omit({ candidateId: true, signs: true }));

const MarksView = z.record(
  z.string(),
  z.object({
    automatic: z.number().nullable(),
    points: z.number().nullable(),
    given: z.array(z.object({ by: z.string(), points: z.number(), comment: z.string(), at: time })),
  }),
);
export const AttemptRecord = AttemptLine.omit({ percent: true, passed: true }).extend({
  version: z.int(),
  paperId: z.uuid(),
  seed: z.int(),
  marks: MarksView,
  result: GradeView.nullable(),
  history: z.array(z.object({ result: GradeView, marks: MarksView, until: time })),
  appeal: AppealView.extend({ decidedBy: z.string().nullable() }).nullable(),
  proctored: z.array(z.object({ what: Sign, questionId: z.string().nullable(), at: time })),
});
export type AttemptRecord = z.infer<typeof AttemptRecord>;

export const MarkingTask = z.object({ attemptId: z.uuid(), questionId: z.uuid(), examId: z.uuid() });
export const MarkingTaskPage = pageOfSchema(MarkingTask);
export const MarkingTasksQuery = PageQuery.extend({ examId: z.uuid() });
export type MarkingTasksQuery = z.infer<typeof MarkingTasksQuery>;
export const ToMarkView = z.object({
  text: z.string(),
  guide: z.string(),
  dialogue: Dialogue.nullable(),
  answer: Answer,
  possible: z.number(),
});
export type ToMarkView = z.infer<typeof ToMarkView>;
