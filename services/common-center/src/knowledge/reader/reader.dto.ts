import { personal } from '#libs/personal-data/personal';
import { segmentsOf } from '#libs/text-search/segments';
import { excerptOf } from '#libs/text-search/excerpt';
import { PageQuery } from '#libs/web/http/paging';
import { z } from 'zod';
import type { ArticleVersion } from '../article/domain/article-content.js';
import type { Hit } from '../search/article-search.js';

const time = z.iso.datetime();
const language = z.enum(['zh', 'en']);

export const ArticleView = z
  .object({
    id: z.uuid(),
    number: z.int().describe('of its version'),
    title: z.string(),
    body: z.string().describe('Markdown; HTML in it is text'),
    questions: z.array(z.string()),
    language,
    categoryId: z.uuid(),
    validUntil: time.nullable(),
    attachments: z.array(z.uuid()),
    publishedAt: time,
  })
  .meta({ id: 'KnowledgeArticle' });

const Segment = z.object({ text: z.string(), hit: z.boolean() });
const HitView = z.object({
  id: z.uuid(),
  number: z.int(),
  title: z.array(Segment).describe('its text in pieces, hits among them; no markup'),
  language,
  categoryId: z.uuid(),
  score: z.number(),
  reason: z.array(z.string()).describe('what of the question it has, the weightiest first'),
  excerpts: z.array(z.array(Segment)),
});
export type HitView = z.infer<typeof HitView>;

export const SearchBody = z.object({
  question: z.string().trim().min(1).max(200),
  language: language.optional(),
  categoryId: z.uuid().optional().describe('it and what is below it'),
  ...PageQuery.shape,
  limit: z.int().min(1).max(50).default(10),
});
export type SearchBody = z.infer<typeof SearchBody>;

export const SearchView = z
  .object({
    match: z.enum(['all', 'some', 'none']).describe('whether all of the question was found, some of it, or nothing'),
    items: z.array(HitView),
    next: z.string().nullable(),
  })
  .meta({ id: 'KnowledgeSearch' });

export const RecommendBody = z
  .object({
    text: z.string().max(20_000).default(''),
    subject: z
      .object({ kind: z.enum(['ticket', 'conversation']), id: z.uuid() })
      .nullable()
      .default(null),
    limit: z.int().min(1).max(20).default(5),
  })
  .refine(({ text, subject }) => text !== '' || subject !== null, 'needs a text or a subject');
export type RecommendBody = z.infer<typeof RecommendBody>;
export const RecommendView = z.object({ items: z.array(HitView) });

export const UseBody = z.object({
  how: z.enum(['opened', 'used', 'solved']).describe('used: put into a reply; solved: it was the answer'),
  subject: z.string().max(64).nullable().default(null).describe('e.g. the ticket: the same one counts once'),
});
export type UseBody = z.infer<typeof UseBody>;

export const VoteBody = z.object({
  helpful: z.boolean(),
  comment: personal('text', z.string().trim().min(1).max(1_000)).nullable().default(null),
});
export type VoteBody = z.infer<typeof VoteBody>;

export const ErrorBody = z.object({ comment: personal('text', z.string().trim().min(1).max(1_000)) });
export const TaskIdView = z.object({ taskId: z.uuid() });

export const FeedbackPage = z.object({
  items: z.array(
    z.object({
      ...{ id: z.uuid(), number: z.int(), helpful: z.boolean(), comment: personal('text', z.string()).nullable() },
      ...{ byId: z.string(), at: time },
    }),
  ),
  next: z.string().nullable(),
});

export function articleView({ articleId: id, number, content, publishedAt }: ArticleVersion) {
  const { title, body, language: written, categoryId, validUntil } = content;
  const lists = { questions: [...content.questions], attachments: [...content.attachments] };
  const of = { id, number, title, body, language: written, categoryId, validUntil };
  return { ...of, ...lists, publishedAt: publishedAt.toISOString() };
}

/** @param words what is marked */
export function hitView({ version, score, terms }: Hit, words: readonly string[]): HitView {
  const { articleId: id, number, content } = version;
  const { title, body, questions, language: written, categoryId } = content;
  const inTitle = excerptOf(title, words);
  const excerpts = [body, ...questions].flatMap((text) => excerptOf(text, words) ?? []).slice(0, 2);
  return {
    ...{ id, number, language: written, categoryId, score, reason: terms.slice(0, 8) },
    title: inTitle && inTitle.text === title ? segmentsOf(inTitle) : [{ text: title, hit: false }],
    excerpts: excerpts.map(segmentsOf),
  };
}
