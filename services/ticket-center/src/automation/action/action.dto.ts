import { Priority } from '#libs/contracts/ticket-center/ticket-events';
import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';

const person = z.string().min(1).max(64);
const code = z.string().min(1).max(120);
const feel = z.string().trim().min(1).max(4_000);

/** What rules and macros do with a ticket. */
export const Action = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('set'),
    attributes: z
      .object({ subject: z.string().trim().min(1).max(300), category: code.nullable(), priority: Priority })
      .partial()
      .refine((attributes) => Object.keys(attributes).length > 0, 'names at least one attribute'),
  }),
  z.object({ type: z.literal('assign'), assigneeId: person }),
  z.object({ type: z.literal('assign-team'), teamId: person.nullable() }),
  z.object({
    type: z.literal('notify'),
    people: z.array(person).max(50).default([]).describe('ids of accounts'),
    roles: z
      .array(z.enum(['assignee', 'supervisor']))
      .max(2)
      .default([])
      .describe('whoever it is then'),
    template: code.describe('of a message'),
  }),
  z.object({ type: z.literal('message'), template: code.describe('of what the customer is told') }),
  z.object({
    type: z.literal('start-process'),
    definition: z.string().min(1).max(255),
    variables: feel.default('{}').describe('FEEL: an object'),
  }),
  z.object({
    type: z.literal('call'),
    connector: z.string().min(1).max(64),
    action: code,
    arguments: feel.default('{}').describe('FEEL: an object'),
  }),
]);
export type Action = z.infer<typeof Action>;

export const Actions = z.array(Action).min(1).max(20);

export const Change = z.object({
  action: z.enum(['set', 'assign', 'assign-team', 'notify', 'message', 'start-process', 'call']),
  what: z.string().describe('the attribute, or what else is meant'),
  from: personal('text', z.json()),
  to: personal('text', z.json()),
});
export type Change = z.infer<typeof Change>;
