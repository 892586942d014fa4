import { z } from 'zod';
import { TicketCategory } from './ticket-events.js';

/** So many at once. */
export const STANDINGS_AT_ONCE = 500;

/** How a ticket stands where it is kept. */
export const TicketStanding = z.object({
  id: z.uuid(),
  category: TicketCategory,
  openedAt: z.iso.datetime(),
  assigneeId: z.string().nullable(),
  teamId: z.string().nullable(),
  changedAt: z.iso.datetime(),
});
export type TicketStanding = z.infer<typeof TicketStanding>;

/** By id; fewer than asked for: there are no more. */
export const TicketStandings = z.object({ items: z.array(TicketStanding) });
