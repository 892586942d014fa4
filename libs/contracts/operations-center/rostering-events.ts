import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const agentIds = z.array(z.string());
const planningGroupId = z.string();
const at = z.iso.datetime();

/** People have other shifts from now on; of many people there are several of it. */
export const rosterPublished = eventContract(
  'operations-events',
  'operations.roster-published.v1',
  z.object({
    rosterId: z.uuid(),
    edition: z.int().positive(),
    planningGroupId,
    /** Dates, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    agentIds,
    publishedAt: at,
  }),
);

/** What is published was changed for these people on these dates. */
export const scheduleChanged = eventContract(
  'operations-events',
  'operations.schedule-changed.v1',
  z.object({
    planningGroupId,
    agentIds,
    dates: z.array(z.iso.date()),
    cause: z.enum(['edited', 'swapped', 'bid', 'overtime', 'leave', 'learning']),
    at,
  }),
);

export const leaveDecided = eventContract(
  'operations-events',
  'operations.leave-decided.v1',
  z.object({
    requestId: z.uuid(),
    agentId: z.string(),
    status: z.enum(['waiting', 'approved', 'declined', 'cancelled']),
    from: z.iso.date(),
    to: z.iso.date(),
    at,
  }),
);

/** `toldIds`: the colleagues to whom it matters next. */
export const shiftSwapMoved = eventContract(
  'operations-events',
  'operations.shift-swap-moved.v1',
  z.object({
    swapId: z.uuid(),
    status: z.enum(['offered', 'accepted', 'done', 'declined', 'withdrawn']),
    toldIds: agentIds,
    at,
  }),
);

export const overtimeOffered = eventContract(
  'operations-events',
  'operations.overtime-offered.v1',
  z.object({ offerId: z.uuid(), agentIds, from: at, to: at, at }),
);
