import { Channel } from '#libs/contracts/call-center/call-events';
import { z } from 'zod';
import { Recipient } from '../escalation/recipients.api.js';

/** How somebody urges: a customer on a channel, or a colleague. */
export const UrgeChannel = z.enum(['colleague', ...Channel.options]);

export const UrgePolicyText = z.object({
  condition: z.string().trim().min(1).max(4_000).default('true').describe('FEEL over attributes of the ticket'),
  channels: z
    .array(UrgeChannel)
    .max(UrgeChannel.options.length)
    .default([...UrgeChannel.options])
    .describe('who may'),
  mostPerHour: z.int().min(1).max(100).default(6).describe('of one ticket, by all together'),
  chain: z
    .array(Recipient)
    .min(1)
    .max(10)
    .default([{ type: 'holder' }, { type: 'team-lead' }, { type: 'role', role: 'department-head' }])
    .describe('the first urge tells the first one, the second the second …'),
  answerWithin: z.string().max(32).default('PT30M').describe('ISO 8601 of open time; then the next ones are told'),
  calendar: z.string().trim().min(1).max(120).default('service-hours'),
  template: z.string().min(1).max(120).default('ticket-urged').describe('of what they are told'),
});
export type UrgePolicyText = z.infer<typeof UrgePolicyText>;

export const UrgePolicyBody = z.object({
  name: z.string().trim().min(1).max(120),
  position: z.int().min(0).max(1_000_000).default(1_000).describe('the first whose condition holds counts'),
  active: z.boolean().default(true),
  ...UrgePolicyText.shape,
});
export type UrgePolicyBody = z.infer<typeof UrgePolicyBody>;

export const UrgePolicyView = UrgePolicyBody.extend({
  id: z.string(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export const UrgePolicyList = z.object({ items: z.array(UrgePolicyView) });
