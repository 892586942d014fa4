import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const utc = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const phrase = z.string().trim().min(1).max(200);

export const ContentBody = z.object({
  title: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(20_000).describe('Markdown; HTML in it is shown as it is written'),
  questions: z.array(phrase).max(30).default([]).describe('the same question in other words'),
  keywords: z.array(z.string().trim().min(1).max(60)).max(30).default([]),
  language: z.enum(['zh', 'en']),
  categoryId: z.uuid(),
  audience: z
    .array(z.string().regex(/^(public|agents|(team|role):.{1,64})$/, 'expected public, agents, team:… or role:…'))
    .min(1)
    .max(20)
    .describe('whoever is one of them: public (everybody), agents, team:<name>, role:<name>'),
  validFrom: utc.nullable().default(null),
  validUntil: utc.nullable().default(null).describe('no longer from then on'),
  attachments: z.array(z.uuid()).max(20).default([]).describe('ids of clean files'),
});
export type ContentBody = z.infer<typeof ContentBody>;

export const WriteBody = ContentBody.extend({
  reviewEveryDays: z.int().min(1).max(3_650).nullable().default(null),
});
export type WriteBody = z.infer<typeof WriteBody>;

const time = z.iso.datetime();
const State = z.enum(['draft', 'in-review', 'published', 'withdrawn']);

const ContentView = z.object({
  ...ContentBody.shape,
  validFrom: time.nullable(),
  validUntil: time.nullable(),
});

const LineView = z.object({
  id: z.uuid(),
  version: z.int(),
  state: State.describe('of the work on it; what is published stays published meanwhile'),
  title: z.string(),
  categoryId: z.uuid(),
  language: z.string(),
  ownerId: z.string(),
  submittedBy: z.string().nullable(),
  publishedNumber: z.int().nullable(),
  reviewEveryDays: z.int().nullable(),
  reviewDueAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type LineView = z.infer<typeof LineView>;

export const DraftView = LineView.extend({ draft: ContentView.nullable(), published: ContentView.nullable() }).meta({
  id: 'KnowledgeArticleDraft',
});
export type DraftView = z.infer<typeof DraftView>;

export const ArticlesQuery = PageQuery.extend({
  state: State.optional(),
  categoryId: z.uuid().optional(),
  ownerId: z.string().max(64).optional(),
});
export type ArticlesQuery = z.infer<typeof ArticlesQuery>;
export const ArticlePage = pageOfSchema(LineView);

const VersionView = z.object({
  number: z.int(),
  title: z.string(),
  submittedBy: z.string(),
  approvedBy: z.string(),
  publishedAt: time,
});
export const VersionPage = pageOfSchema(VersionView);
export const VersionContentView = VersionView.extend({ content: ContentView }).meta({ id: 'KnowledgeArticleVersion' });

export const NoteBody = z.object({ note: z.string().trim().max(500).default('') });
export const ReasonBody = z.object({ reason: z.string().trim().min(1).max(500) });
export const OwnerBody = z.object({ ownerId: z.uuid() });

export const JournalPage = pageOfSchema(
  z.object({ id: z.string(), type: z.string(), at: time, data: z.record(z.string(), z.unknown()) }),
);
