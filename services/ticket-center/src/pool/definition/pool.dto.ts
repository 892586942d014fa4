import { z } from 'zod';

const DAY_SECONDS = 86_400;
const seconds = z.int().min(0).max(DAY_SECONDS);

export const PoolText = z.object({
  condition: z.string().trim().min(1).max(4_000).default('true').describe('FEEL over attributes of the ticket'),
  teams: z.array(z.string().min(1).max(64)).max(100).default([]).describe('whose people may grab; none: everybody’s'),
  skills: z
    .record(z.string().min(1).max(64), z.int().min(1).max(5))
    .default({})
    .describe('codes of skills an agent must have, each at this level or above'),
  maxHeld: z.int().min(1).max(1_000).default(5).describe('tickets of the pool that an agent has at a time'),
  cooldownSeconds: seconds.default(0).describe('from one grab to the next'),
  returnCooldownSeconds: seconds.default(600).describe('from putting one back to the next grab'),
  shows: z
    .array(z.enum(['priority', 'waiting', 'ticketType']))
    .max(3)
    .default(['priority', 'waiting'])
    .describe('what agents see of a ticket before they have it'),
  picking: z.boolean().default(false).describe('whether agents say which one they want, or get the next'),
  pushAfterSeconds: seconds
    .min(1)
    .nullable()
    .default(null)
    .describe('when nobody grabs it, somebody gets it; null: never'),
});
export type PoolText = z.infer<typeof PoolText>;

export const PoolBody = z.object({
  name: z.string().trim().min(1).max(120),
  position: z.int().min(0).max(1_000_000).default(1_000).describe('the first whose condition holds has the ticket'),
  active: z.boolean().default(true),
  ...PoolText.shape,
});
export type PoolBody = z.infer<typeof PoolBody>;

export const PoolView = PoolBody.extend({
  id: z.string(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export const PoolList = z.object({ items: z.array(PoolView) });

export const PoolAgentList = z.object({
  items: z.array(
    z.object({
      agentId: z.string(),
      held: z.int(),
      returned: z.int().describe('how often they put one back'),
      nextGrabAt: z.iso.datetime(),
    }),
  ),
});
