import { Channel } from '#libs/contracts/call-events';
import { TicketCategory } from '#libs/contracts/ticket-events';
import { z } from 'zod';

const count = z.int().nonnegative();

/** How long ago a ticket was opened. */
export const AgeBand = z.enum(['<1h', '1-4h', '4-24h', '1-3d', '>3d']);
export type AgeBand = z.infer<typeof AgeBand>;

/** The categories of tickets that still need work. */
export const OpenCategory = TicketCategory.exclude(['closed', 'merged']);
export type OpenCategory = z.infer<typeof OpenCategory>;

export const LiveBoard = z.object({
  asOf: z.iso.datetime(),
  contacts: z.array(z.object({ channel: Channel, waiting: count, inProgress: count })),
  tickets: z.array(z.object({ category: OpenCategory, total: count, ages: z.record(AgeBand, count) })),
});
export type LiveBoard = z.infer<typeof LiveBoard>;

/** All tenants together. */
export const OverallBoard = LiveBoard.extend({ tenants: count });
export type OverallBoard = z.infer<typeof OverallBoard>;
