import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const text = z.string().trim().min(1).max(4_000);
const option = z.string().trim().min(1).max(1_000);
const options = z.array(option).min(2).max(20);
const Label = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}-]{0,39}$/u);
const labels = z.array(Label).max(20).default([]);

const Blank = z.object({
  accepted: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
  caseSensitive: z.boolean().default(false),
  tolerance: z.number().min(0).nullable().default(null).describe('how far a number may be off; null: it is text'),
});

const PlainQuestion = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal('single'), options, correct: z.int().min(0) })
    .refine(({ options: all, correct }) => correct < all.length, 'there is no such option'),
  z
    .object({ type: z.literal('multiple'), options, correct: z.array(z.int().min(0)).min(1).max(20) })
    .refine(({ options: all, correct }) => correct.every((place) => place < all.length), 'there is no such option')
    .refine(({ correct }) => new Set(correct).size === correct.length, 'an option is named twice'),
  z.object({ type: z.literal('true-false'), correct: z.boolean() }),
  z.object({ type: z.literal('fill-in'), blanks: z.array(Blank).min(1).max(20) }),
  z.object({ type: z.literal('order'), lines: options.describe('in their right order') }),
  z.object({ type: z.literal('essay'), guide: z.string().max(4_000).default('').describe('for who marks it') }),
]);

const Turn = z.object({ speaker: z.enum(['customer', 'agent', 'bot']), text });
export const Dialogue = z.array(Turn).min(1).max(300);

const QuestionContent = z.union([
  PlainQuestion,
  z.object({ type: z.literal('case'), dialogue: Dialogue, asks: PlainQuestion }),
]);

export const QuestionType = z.enum(['single', 'multiple', 'true-false', 'fill-in', 'order', 'essay', 'case']);

const about = {
  text: text.describe('what is asked'),
  tags: labels,
  knowledgePoints: labels,
  difficulty: z.int().min(1).max(5).default(3),
};

export const QuestionBody = z.object({ ...about, content: QuestionContent });
export type QuestionBody = z.infer<typeof QuestionBody>;

export const CaseBody = z.object({
  ...about,
  conversationId: z.uuid().describe('a chat the caller may read'),
  names: z.array(z.string().trim().min(2).max(100)).max(20).default([]).describe('of people in it, to be masked too'),
  asks: PlainQuestion,
});
export type CaseBody = z.infer<typeof CaseBody>;

const time = z.iso.datetime();
export const QuestionView = QuestionBody.extend({
  id: z.uuid(),
  version: z.int(),
  createdBy: z.string(),
  createdAt: time,
  endedAt: time.nullable().describe('when it was replaced or retired'),
}).meta({ id: 'ExamQuestion' });
export const QuestionPage = pageOfSchema(QuestionView);
export const QuestionVersions = z.object({ items: z.array(QuestionView) });

export const ListQuestionsQuery = PageQuery.extend({
  type: QuestionType.optional(),
  difficulty: z.coerce.number().int().min(1).max(5).optional(),
  tag: Label.optional().describe('of its tags or knowledge points'),
});
export type ListQuestionsQuery = z.infer<typeof ListQuestionsQuery>;

export const ImportAnswer = z.object({
  added: z.int(),
  errors: z.array(z.object({ line: z.int(), field: z.string(), message: z.string() })),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
