import { TicketCategory } from '#libs/contracts/ticket-center/ticket-events';
import { z } from 'zod';

const time = z.iso.datetime();

export const SlaMetric = z.enum(['first-response', 'next-response', 'update', 'resolution', 'ola']);

const Segment = z.object({
  from: time,
  to: time,
  state: z.enum(['running', 'outside-hours', 'paused', 'stopped']),
  why: z.string(),
  ticketStatus: TicketCategory,
  countedMinutes: z.number(),
  remainingMinutes: z.number().describe('of the target, at its end; negative: over it'),
  expected: z.boolean().describe('yet to come, if all stays as it is'),
});
export type SegmentView = z.infer<typeof Segment>;

const Alarm = z.object({ policyVersion: z.int(), targetMinutes: z.number(), dueAt: time, at: time, notifyAt: time });

const ClockView = z.object({
  metric: SlaMetric,
  teamId: z.string().nullable(),
  instance: z.int(),
  state: z.enum(['running', 'paused', 'stopped', 'fulfilled']),
  outcome: z.enum(['met', 'missed', 'running', 'stopped']),
  policy: z.object({ id: z.string(), name: z.string(), version: z.int() }).nullable(),
  calendar: z.object({ name: z.string(), version: z.int() }).nullable(),
  targetMinutes: z.number().nullable(),
  elapsedMinutes: z.number().nullable(),
  remainingMinutes: z.number().nullable(),
  startedAt: time,
  dueAt: time.nullable(),
  fulfilledAt: time.nullable(),
  warnings: z.array(Alarm.extend({ usedMinutes: z.number() })),
  breaches: z.array(Alarm),
  segments: z.array(Segment),
});
export type ClockView = z.infer<typeof ClockView>;

export const TicketSlaView = z.object({
  ticketId: z.string(),
  asOf: time,
  basis: z.enum(['promised', 'recomputed']).describe('which policies are in force for it'),
  recomputation: z.string().nullable(),
  clocks: z.array(ClockView),
  promised: z.array(ClockView).nullable().describe('the same by what was promised then, where it was recomputed'),
});
export type TicketSlaView = z.infer<typeof TicketSlaView>;
