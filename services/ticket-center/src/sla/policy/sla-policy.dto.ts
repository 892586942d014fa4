import { TicketCategory } from '#libs/contracts/ticket-center/ticket-events';
import { z } from 'zod';

const code = z.string().trim().min(1).max(120);
const Calendar = code.describe('by name');
const BusinessDuration = z
  .string()
  .max(32)
  .describe(
    'ISO 8601 in days, hours, minutes and seconds of open time, e.g. P1DT4H; a day is the longest of the calendar’s week',
  );

const Target = z.object({
  within: BusinessDuration,
  calendar: Calendar.nullable().default(null).describe('null: the policy’s'),
  pausedIn: z.array(TicketCategory).max(7).default(['waiting', 'on-hold']),
  warnings: z
    .array(
      z
        .string()
        .max(32)
        .regex(/^([1-9]\d?%|P.+)$/),
    )
    .max(5)
    .default(['80%'])
    .describe('of the target used up, e.g. 80%; or so long before it is due, e.g. PT30M'),
});

export const PolicyText = z.object({
  condition: z.string().trim().min(1).max(4_000).default('true').describe('FEEL over attributes of the ticket'),
  calendar: Calendar.default('service-hours').describe('also the hours in which people are told'),
  targets: z
    .object({
      'first-response': Target,
      'next-response': Target,
      update: Target,
      resolution: Target,
    })
    .partial()
    .default({}),
  ola: z.record(z.string().min(1).max(64), Target).default({}).describe('what each team promises, by its id'),
});
export type PolicyText = z.infer<typeof PolicyText>;
export type TargetText = z.infer<typeof Target>;

export const PolicyBody = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'expected 2 to 64 lower-case letters, digits and dashes'),
  position: z.int().min(0).max(1_000_000).default(1_000).describe('the first whose condition holds is applied'),
  active: z.boolean().default(true),
  ...PolicyText.shape,
});
export type PolicyBody = z.infer<typeof PolicyBody>;

export const PolicyView = PolicyBody.extend({
  id: z.string(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export const PolicyList = z.object({ items: z.array(PolicyView) });
