import { z } from 'zod';
import type { Expression } from './routing-plan.schema.js';

const MOST_STEPS = 20;
const MOST_PARTS = 20;
const DEEPEST = 3;
const A_DAY = 86_400;

const SkillAtLeast = z.object({ skill: z.string().min(1).max(64), atLeast: z.int().min(1).max(5) });

function expression(depth: number): z.ZodType<Expression> {
  if (depth === 0) return SkillAtLeast;
  const parts = z
    .array(expression(depth - 1))
    .min(1)
    .max(MOST_PARTS);
  return z.union([SkillAtLeast, z.strictObject({ all: parts }), z.strictObject({ any: parts })]);
}

const Step = z.object({
  requires: expression(DEEPEST).optional().describe('what the plan asks by itself'),
  contactSkills: z.enum(['required-and-preferred', 'required', 'ignored']).default('required'),
  levelsLower: z.int().min(1).max(4).optional().describe('how many levels less of the contact’s own skills will do'),
  expiresAfterSeconds: z.int().min(1).max(A_DAY).optional().describe('from entering the step; left out: never'),
});

export const RoutingPlanText = z
  .object({
    name: z.string().trim().min(1).max(120),
    steps: z.array(Step).min(1).max(MOST_STEPS),
  })
  .refine(({ steps }) => steps.slice(0, -1).every(({ expiresAfterSeconds }) => expiresAfterSeconds !== undefined), {
    path: ['steps'],
    error: 'only the last step may last for ever: those behind it would never be reached',
  });
export type RoutingPlanText = z.infer<typeof RoutingPlanText>;

export const RoutingPlanView = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  steps: z.array(Step),
});

export const RoutingPlanVersionView = z.object({
  planId: z.uuid(),
  version: z.int(),
  at: z.iso.datetime(),
  steps: z.array(Step),
});
