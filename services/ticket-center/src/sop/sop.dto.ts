import { pageOfSchema, PageQuery } from '#libs/web/http/paging';
import { z } from 'zod';
import { FIELD_TYPES, OUTCOMES } from './domain/sop-content.js';
import { MAX_SOP_NAME } from './infra/sop.schema.js';

const time = z.iso.datetime();
const text = (most: number) => z.string().trim().min(1).max(most);
const name = z
  .string()
  .max(60)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected a letter, then letters, digits and _');

export const SopName = z
  .string()
  .max(MAX_SOP_NAME)
  .regex(/^[a-z][a-z0-9-]*$/);

export const SopVersionNumber = z.coerce.number().int().min(1);

const Way = z.object({
  to: text(60),
  when: text(2_000)
    .nullable()
    .default(null)
    .describe('FEEL over what was collected, customer, order, history, outcome'),
  label: z.string().trim().max(200).default(''),
});
const ways = z.array(Way).min(1).max(20);
const Field = z.object({
  name,
  label: text(200),
  type: z.enum(FIELD_TYPES),
  choices: z.array(text(200)).max(50).default([]),
  required: z.boolean().default(true),
});
const step = { id: text(60), title: text(300) };

const Step = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('do'),
    ...step,
    instruction: z.string().max(4_000).default(''),
    hints: z.array(text(2_000)).max(50).default([]),
    collects: z.array(Field).max(30).default([]),
    personChooses: z.boolean().default(false).describe('the person says which way; else the conditions do'),
    ways,
  }),
  z.object({ kind: z.literal('decide'), ...step, ways }),
  z.object({ kind: z.literal('call'), ...step, sop: SopName, ways }),
  z.object({ kind: z.literal('end'), ...step, outcome: z.enum(OUTCOMES) }),
]);

const Content = z.object({
  summary: z.string().trim().max(2_000).default(''),
  keywords: z.array(text(120)).max(100).default([]),
  start: text(60),
  steps: z.array(Step).min(1).max(200),
});

const Card = z.object({
  title: text(300),
  categoryIds: z.array(z.uuid()).max(50).default([]).describe('recommended there and below'),
  ticketTypes: z.array(text(64)).max(50).default([]),
  ownerId: text(64),
  reviewEveryDays: z.int().min(1).max(1_000).default(180),
});

export const SopDraftBody = Card.extend({ content: Content });
export type SopDraftBody = z.infer<typeof SopDraftBody>;

export const PublishSopBody = z.object({ note: z.string().trim().max(2_000).default('') });
export type PublishSopBody = z.infer<typeof PublishSopBody>;

export const ReviewSopBody = z.object({ note: text(2_000) });
export type ReviewSopBody = z.infer<typeof ReviewSopBody>;

export const OfferSopBody = z.object({ offered: z.boolean(), reason: text(300) });
export type OfferSopBody = z.infer<typeof OfferSopBody>;

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const ListSopsQuery = PageQuery.extend({
  words: z.string().max(200).optional().describe('in the name or the title'),
  categoryId: z.uuid().optional(),
  ownerId: z.string().max(64).optional(),
  reviewOverdue: flag.default(false).describe('only those, the longest overdue first'),
  retired: flag.default(false),
});
export type ListSopsQuery = z.infer<typeof ListSopsQuery>;

const Summary = Card.extend({
  name: z.string(),
  version: z.int(),
  latest: z.int().describe('0: not published yet'),
  retired: z.boolean(),
  reviewDueAt: time,
  reviewOverdue: z.boolean(),
}).meta({ id: 'SopSummary' });
export type SopSummary = z.infer<typeof Summary>;

const Problem = z.object({ pointer: z.string(), message: z.string() });
const Version = z.object({
  number: z.int(),
  note: z.string(),
  createdAt: time,
  createdBy: z.string(),
});

export const SopVersionView = Version.extend({ content: Content, calls: z.record(z.string(), z.int()) });
export type SopVersionView = z.infer<typeof SopVersionView>;

export const SopView = Summary.extend({
  published: SopVersionView.nullable(),
  draft: z.object({ content: Content, problems: z.array(Problem), savedBy: z.string(), savedAt: time }).nullable(),
}).meta({ id: 'Sop' });
export type SopView = z.infer<typeof SopView>;

export const SopPage = pageOfSchema(Summary);
export const SopVersionPage = pageOfSchema(Version);
export type SopVersionLine = z.infer<typeof Version>;

export const SopJournalPage = pageOfSchema(
  z.object({ id: z.string(), type: z.string(), at: time, data: z.record(z.string(), z.unknown()) }),
);

export const SopResultsQuery = z.object({ from: time.optional(), to: time.optional() });
export type SopResultsQuery = z.infer<typeof SopResultsQuery>;

const Results = z.object({
  version: z.int(),
  used: z.int(),
  running: z.int(),
  followed: z.int().describe('to the end'),
  left: z.int(),
  outcomes: z.object({ solved: z.int(), escalated: z.int(), unsolved: z.int() }),
  tickets: z.int().describe('runs about tickets'),
  ticketsSolved: z.int().describe('of those: solved since, and not opened again'),
  meanSeconds: z.number().nullable().describe('of those that were followed to the end'),
  leftOff: z.array(z.object({ at: z.string(), times: z.int() })).describe('SOP and step, the most frequent first'),
});
export type SopResults = z.infer<typeof Results>;
export const SopResultsView = z.object({ items: z.array(Results) });

export const RecommendSopsBody = z
  .object({
    ticketId: z.uuid().optional(),
    text: z.string().max(20_000).optional(),
    categoryId: z.uuid().optional(),
    ticketType: z.string().max(64).optional(),
  })
  .refine(({ ticketId, text }) => ticketId !== undefined || text !== undefined, 'needs a ticket or a text');
export type RecommendSopsBody = z.infer<typeof RecommendSopsBody>;

const RecommendedSop = z.object({
  name: z.string(),
  title: z.string(),
  score: z.number().describe('0 to 1; the sum of the parts below by their weights'),
  category: z.boolean(),
  ticketType: z.boolean(),
  words: z.object({ likeness: z.number(), shared: z.array(z.string()) }),
  likeCases: z.object({
    likeness: z.number(),
    runs: z.array(z.object({ runId: z.string(), ticketId: z.string(), likeness: z.number() })),
  }),
});
export type RecommendedSop = z.infer<typeof RecommendedSop>;
export const RecommendedSops = z.object({ items: z.array(RecommendedSop) });
