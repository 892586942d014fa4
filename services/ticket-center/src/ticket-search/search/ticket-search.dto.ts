import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { Conditions, LineView } from '../../ticket-view/viewed-tickets.api.js';

export const SearchBody = z.object({
  words: z.string().trim().min(1).max(200).describe('all of them; or the beginning of a number, T-…'),
  sort: z.enum(['newest', 'relevance']).default('newest').describe('relevance: among the newest thousand'),
  viewId: z.uuid().nullable().default(null).describe('only what this view has'),
  conditions: Conditions.default({ all: [], any: [] }).describe('only tickets of which they hold'),
  ...PageQuery.shape,
});
export type SearchBody = z.infer<typeof SearchBody>;

const Excerpt = z.object({
  part: z.enum(['number', 'subject', 'description', 'solution', 'reply', 'customer', 'note']),
  text: personal('text', z.string()),
  marks: z.array(z.tuple([z.int(), z.int()])).describe('from and behind, in UTF-16 units of the text'),
});
export type PartExcerpt = z.infer<typeof Excerpt>;

export const FoundTicket = LineView.extend({ excerpts: z.array(Excerpt) });
export type FoundTicket = z.infer<typeof FoundTicket>;
/** A page may be shorter than its limit and still have a next one. */
export const FoundPage = pageOfSchema(FoundTicket);

const time = z.iso.datetime();
export const RebuildView = z.object({
  id: z.string(),
  tickets: z.int().describe('there were when it began'),
  queued: z.int(),
  waiting: z.int().describe('of those and of what has changed: not yet read'),
  startedAt: time,
  endedAt: time.nullable().describe('when all were queued'),
});
