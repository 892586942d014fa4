import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const RefreshBody = z.object({ refreshToken: z.string().min(1).max(100) });
export type RefreshBody = z.infer<typeof RefreshBody>;

export const ListSessionsQuery = PageQuery;
export type ListSessionsQuery = z.infer<typeof ListSessionsQuery>;

export const SessionView = z
  .object({
    id: z.string(),
    device: z.string().describe('coarse, e.g. Firefox on Linux'),
    amr: z.array(z.string()).describe('RFC 8176: how the person proved who they are'),
    isCurrent: z.boolean().describe('the session of the token that asks'),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe('unless it is used before'),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

export const SessionPage = pageOfSchema(SessionView);
