import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const time = z.iso.datetime({ offset: true });

const slaClock = z.object({
  ticketId: z.uuid(),
  metric: z.enum(['first-response', 'next-response', 'update', 'resolution', 'ola']),
  /** Whose promise an OLA is; null for the others. */
  teamId: z.string().nullable(),
  /** Which of its metric, from 1. */
  instance: z.int().positive(),
  policyId: z.uuid(),
  policyVersion: z.int().positive(),
  /** What was promised, of open time. */
  targetMs: z.int().positive(),
  dueAt: time,
  /** When people may be told: in service hours. */
  notifyAt: time,
});

/** So much of a promise is used up that somebody is to look. Comes once for each target, instance and limit. */
export const ticketSlaWarned = eventContract(
  'ticket-events',
  'ticket.sla-warned.v1',
  slaClock.extend({ usedMs: z.int().positive(), warnedAt: time }),
);

/** A promise was broken. Comes once for each target and instance. */
export const ticketSlaBreached = eventContract(
  'ticket-events',
  'ticket.sla-breached.v1',
  slaClock.extend({ breachedAt: time }),
);
