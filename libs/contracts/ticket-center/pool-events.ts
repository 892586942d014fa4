import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const ticketId = z.uuid();
const poolId = z.uuid();
const agentId = z.string();

/** It waits in a pool for whoever grabs it first. */
export const ticketPooled = eventContract('ticket-events', 'ticket.pooled.v1', z.object({ ticketId, poolId }));

/** Out of a pool somebody has it now; `pushed`: nobody had grabbed it in time. `ticket.assigned.v1` says so too. */
export const ticketGrabbed = eventContract(
  'ticket-events',
  'ticket.grabbed.v1',
  z.object({ ticketId, poolId, agentId, as: z.enum(['grabbed', 'pushed']), waitedMs: z.int().nonnegative() }),
);

/** Whoever had it gave it back: nobody has it. */
export const ticketPutBack = eventContract('ticket-events', 'ticket.put-back.v1', z.object({ ticketId, agentId }));

/** Other tickets may belong in it from now on, or others may grab them. */
export const poolChanged = eventContract('ticket-events', 'pool.changed.v1', z.object({ poolId }));
