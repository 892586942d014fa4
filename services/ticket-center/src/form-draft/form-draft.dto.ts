import { Priority } from '#libs/contracts/ticket-center/ticket-events';
import { personal } from '#libs/personal-data/personal';
import { pageOfSchema, PageQuery } from '#libs/web/http/paging';
import { z } from 'zod';

const time = z.iso.datetime();
const document = z.record(z.string(), z.unknown());
const field = z.string().min(1).max(120);

const Subject = z.object({ kind: z.enum(['contact', 'conversation', 'ticket']), id: z.uuid() });

export const OpenDraftBody = z.object({
  subject: Subject,
  stage: z.string().min(1).max(60),
  ticketType: z.string().min(1).max(64),
  flow: z.string().max(64).default('').describe('the code of a close flow; empty: the form of the stage'),
});
export type OpenDraftBody = z.infer<typeof OpenDraftBody>;

/** What every ticket has. */
const Common = z
  .object({
    customerId: z.uuid().nullable(),
    subject: personal('text', z.string().max(300).nullable()),
    description: personal('text', z.string().max(20_000).nullable()),
    categoryId: z.uuid().nullable(),
    priority: Priority.nullable(),
  })
  .partial();

export const SaveDraftBody = z.object({
  common: Common.default({}).describe('null: no longer given'),
  answers: personal(
    'text',
    z.record(field, z.json()).default({}).describe('only what has changed; null: no longer given'),
  ),
  tab: z.string().min(1).max(64).default('main').describe('which of the agent’s windows it comes from'),
});
export type SaveDraftBody = z.infer<typeof SaveDraftBody>;

const LookupView = z.object({
  lookup: z.string().describe('the block it is of, and its name'),
  state: z.enum(['pending', 'found', 'refused', 'unavailable']),
  code: z.string().nullable(),
  askedAt: time,
  answeredAt: time.nullable(),
});

const DraftSummary = z.object({
  id: z.string(),
  version: z.int(),
  subject: Subject,
  stage: z.string(),
  ticketType: z.string(),
  flow: z.string(),
  form: z.object({ name: z.string(), version: z.int() }),
  subjectEnded: z.boolean(),
  endsAt: time,
  updatedAt: time,
});
export type DraftSummary = z.infer<typeof DraftSummary>;

export const DraftView = DraftSummary.extend({
  form: z.object({ name: z.string(), version: z.int(), jsonSchema: document, uiSchema: document }),
  common: personal('text', document),
  answers: personal('text', document.describe('as typed')),
  values: personal('text', document.describe('with what was looked up and computed')),
  lookups: z.array(LookupView),
  changes: z.array(z.object({ field: z.string(), version: z.int(), tab: z.string(), at: time })),
  leftOver: personal('text', document.describe('typed for another version, which this one does not ask')),
  newerForm: z
    .object({ name: z.string(), version: z.int(), leavesOver: z.array(z.string()) })
    .nullable()
    .describe('what is asked now: POST …/follow-form goes on with it'),
}).meta({ id: 'AgentFormDraft' });
export type DraftView = z.infer<typeof DraftView>;

export const DraftPage = pageOfSchema(DraftSummary);
export const ListDraftsQuery = PageQuery.extend({ subjectId: z.uuid().optional() });
export type ListDraftsQuery = z.infer<typeof ListDraftsQuery>;
