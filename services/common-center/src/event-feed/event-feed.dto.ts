import { Envelope } from '#libs/contracts/envelope';
import { z } from 'zod';

export const FeedBody = z.object({
  keepDays: z.int().min(0).max(90).describe('how long each event can be read; 0: none is kept'),
});
export type FeedBody = z.infer<typeof FeedBody>;

export const FeedView = FeedBody.extend({
  version: z.int().describe('0: nothing was said yet'),
  last: z.int().describe('the place of the newest event; 0: there was none'),
  cutThrough: z.int().describe('the events up to this place are kept no longer'),
});
export type FeedView = z.infer<typeof FeedView>;

export const FeedQuery = z.object({
  after: z.string().max(200).optional().describe('`next` of the answer before; none: from the oldest that is kept'),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
export type FeedQuery = z.infer<typeof FeedQuery>;

export const FeedPage = z.object({
  items: z.array(Envelope),
  next: z.string().describe('where to go on, also after the newest'),
});
export type FeedPage = z.infer<typeof FeedPage>;
