import { z } from 'zod';

/** What the replay reads of the API's answers. */
export const TicketView = z.object({
  id: z.string(),
  version: z.int(),
  status: z.string(),
  openVisitId: z.string().nullable(),
  satisfaction: z.int().nullable(),
  archivedAt: z.string().nullable(),
});
export type TicketView = z.infer<typeof TicketView>;

export const ContactView = z.object({ id: z.string(), status: z.string(), outcome: z.string().nullable() });

export const InteractionEventView = z.object({
  id: z.string(),
  status: z.string(),
  outcome: z.string().nullable(),
  tickets: z.array(z.object({ ticketId: z.string(), closed: z.boolean() })),
});

const Entry = z.object({ id: z.string(), status: z.string() });
export const HistoryView = z.object({
  contacts: z.array(Entry),
  interactionEvents: z.array(Entry),
  tickets: z.array(Entry),
  tasks: z.array(Entry),
});
export type HistoryView = z.infer<typeof HistoryView>;
