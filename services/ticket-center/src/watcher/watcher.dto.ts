import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const WatcherList = z.object({
  items: z.array(
    z.object({
      personId: z.string(),
      reason: z.enum(['self', 'other', 'mention']).describe('of their own accord, by another, or named in a note'),
      addedBy: z.string(),
      since: z.iso.datetime(),
    }),
  ),
});

export const PersonId = z.string().min(1).max(64);

export const WatchedPage = pageOfSchema(z.object({ ticketId: z.string(), since: z.iso.datetime() }));
