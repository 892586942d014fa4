import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const EscalateBody = z.object({ chain: z.string().trim().min(1).max(120).describe('by name') });
export type EscalateBody = z.infer<typeof EscalateBody>;

const State = z.enum(['running', 'acknowledged', 'cancelled', 'exhausted']);

export const EscalationsQuery = PageQuery.extend({ ticketId: z.uuid().optional(), state: State.optional() });
export type EscalationsQuery = z.infer<typeof EscalationsQuery>;

const Line = z.object({
  id: z.string(),
  ticketId: z.string(),
  chainId: z.string(),
  chainVersion: z.int(),
  cause: z.string(),
  state: State,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
});
export const EscalationPage = pageOfSchema(Line);
export const EscalationView = Line.extend({
  steps: z.array(
    z.object({
      step: z.int(),
      round: z.int(),
      at: z.iso.datetime(),
      people: z.array(z.string()),
      done: z.array(z.string()),
      refused: z.array(z.object({ deed: z.string(), code: z.string() })),
    }),
  ),
});
export type EscalationView = z.infer<typeof EscalationView>;
