import { z } from 'zod';
import { Actions } from '../action/action.dto.js';
import { TRIGGERS } from './trigger.js';

const TriggerName = z.enum(TRIGGERS);
const attribute = z.string().min(1).max(64);

const When = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), events: z.array(TriggerName).min(1).max(TRIGGERS.length) }),
  z.object({
    type: z.literal('change'),
    attributes: z.array(attribute).max(30).default([]).describe('none: those the condition names'),
  }),
  z.object({
    type: z.literal('time'),
    since: TriggerName.describe('what it is counted from; the condition must hold then, and still at the end'),
    after: z.string().max(32).describe('ISO 8601 of open time, e.g. PT4H'),
    calendar: z.string().min(1).max(120).default('service-hours'),
  }),
]);
export type When = z.infer<typeof When>;

export const RuleText = z.object({
  when: When,
  condition: z
    .string()
    .trim()
    .min(1)
    .max(4_000)
    .default('true')
    .describe('FEEL over attributes of the ticket and `event`'),
  actions: Actions,
  stop: z.boolean().default(false).describe('when it matched, no rule behind it is looked at'),
});
export type RuleText = z.infer<typeof RuleText>;

export const RuleBody = z.object({
  name: z.string().trim().min(1).max(120),
  position: z.int().min(0).max(1_000_000).default(1_000).describe('the first comes first'),
  active: z.boolean().default(true),
  ...RuleText.shape,
});
export type RuleBody = z.infer<typeof RuleBody>;

export const RuleView = RuleBody.extend({
  id: z.string(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export const RuleList = z.object({ items: z.array(RuleView) });
