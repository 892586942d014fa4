import { z } from 'zod';
import { Recipient } from '../recipient/recipient.dto.js';

const duration = z.string().max(32);
const Metric = z.enum(['first-response', 'next-response', 'update', 'resolution', 'ola']);

const Deed = z.discriminatedUnion('type', [
  z.object({ type: z.literal('notify'), template: z.string().min(1).max(120).default('ticket-escalated') }),
  z.object({ type: z.literal('assign').describe('to the first of them') }),
  z.object({ type: z.literal('raise-priority') }),
  z.object({ type: z.literal('supervise').describe('by the first of them') }),
]);

const Step = z.object({
  after: duration.default('PT0S').describe('ISO 8601 of open time, from the step before'),
  to: z.array(Recipient).min(1).max(10),
  does: z
    .array(Deed)
    .min(1)
    .max(4)
    .default([{ type: 'notify', template: 'ticket-escalated' }]),
  repeat: z
    .object({ every: duration, times: z.int().min(1).max(100) })
    .nullable()
    .default(null)
    .describe('so often again, before the next step'),
});
export type Step = z.infer<typeof Step>;

export const ChainText = z.object({
  condition: z.string().trim().min(1).max(4_000).default('true').describe('FEEL over attributes of the ticket'),
  startsOn: z
    .object({
      urged: z.boolean().default(false),
      slaWarned: z.array(Metric).max(5).default([]),
      slaBreached: z.array(Metric).max(5).default([]),
    })
    .prefault({})
    .describe('nothing: only when somebody, a rule or a process says so'),
  calendar: z.string().trim().min(1).max(120).default('service-hours'),
  steps: z.array(Step).min(1).max(20),
});
export type ChainText = z.infer<typeof ChainText>;

export const ChainBody = z.object({
  name: z.string().trim().min(1).max(120),
  position: z.int().min(0).max(1_000_000).default(1_000),
  active: z.boolean().default(true),
  ...ChainText.shape,
});
export type ChainBody = z.infer<typeof ChainBody>;

export const ChainView = ChainBody.extend({
  id: z.string(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export const ChainList = z.object({ items: z.array(ChainView) });
