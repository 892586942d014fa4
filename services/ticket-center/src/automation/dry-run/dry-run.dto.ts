import { z } from 'zod';
import { Change } from '../action/action.dto.js';
import { RuleBody } from '../rule/rule.dto.js';

export const DryRunBody = z.object({
  rule: RuleBody,
  tickets: z
    .union([z.object({ ids: z.array(z.uuid()).min(1).max(200) }), z.object({ newest: z.int().min(1).max(200) })])
    .describe('these, or the newest'),
  event: z.record(z.string().max(120), z.json()).default({}).describe('what the condition sees as `event`'),
});
export type DryRunBody = z.infer<typeof DryRunBody>;

const Tried = z.object({
  ticketId: z.string(),
  matches: z.boolean(),
  why: z
    .array(
      z.object({
        part: z.string(),
        holds: z.enum(['holds', 'fails', 'null', 'not-boolean', 'error']),
        message: z.string().nullable(),
      }),
    )
    .describe('each part of the condition'),
  changes: z.array(Change).describe('what would be changed'),
});
export type Tried = z.infer<typeof Tried>;
export const DryRun = z.object({ matched: z.int(), items: z.array(Tried) });
