import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { HARD_CODES, SOFT_CODES } from '../domain/violation.js';
import { OTHER_REASONS } from './explanation.js';
import type { RosterJob } from './roster-job.schema.js';

const code = z.enum([...HARD_CODES, ...SOFT_CODES]);
const Spread = z.object({ least: z.number(), most: z.number(), mean: z.number() });

const SlotBody = z
  .object({
    kind: z.enum(['training', 'meeting']),
    agentIds: z.array(z.string().min(1).max(64)).min(1).max(200),
    minutes: z.int().min(5).max(480).multipleOf(5),
    from: z.iso.date(),
    to: z.iso.date(),
    courseId: z.uuid().optional().describe('what is learnt in a training'),
  })
  .refine(({ kind, courseId }) => kind === 'training' || courseId === undefined, 'only a training has a course')
  .describe('all of them at once, in the time of their shifts, when fewest are missed');

export const JobBody = z.object({
  seconds: z.int().min(1).max(3_600).default(60).describe('how long it may search for better'),
  slots: z.array(SlotBody).max(200).default([]),
});
export type JobBody = z.infer<typeof JobBody>;

const Explanation = z.object({
  uncovered: z
    .array(
      z.object({
        date: z.iso.date(),
        from: z.string(),
        to: z.string(),
        skill: z.string().optional().describe('none: whoever'),
        shortWith: z.array(z.string()).optional().describe('skills that lack people together with it'),
        missing: z.number(),
        reasons: z.partialRecord(z.enum([...code.options, ...OTHER_REASONS]), z.int()),
      }),
    )
    .describe('times in which people are missing, and of how many others for which reason'),
  letGo: z.array(z.object({ agentId: z.string(), rule: z.string() })).describe('rules nobody could keep'),
  leftOpen: z.array(z.object({ date: z.iso.date(), agentId: z.string(), code })),
  unlawfulPatterns: z.array(z.uuid()).describe("shift patterns longer than the law's day: nobody works them"),
  unplaced: z.int().describe('slots for which there was no time'),
  neededHours: z.number(),
  missingHours: z.number(),
  spread: z.object({
    ...{ minutes: Spread, weekends: Spread, undesired: Spread },
    unpopularHours: Spread.optional().describe(
      'by their weight, beyond a fair share, with the weeks before; none: an older job',
    ),
  }),
});

export const JobView = z.object({
  id: z.uuid(),
  rosterId: z.uuid(),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  seconds: z.int(),
  progress: z.object({
    step: z.string(),
    cost: z.number().nullable(),
    bound: z.number().nullable().describe('nothing costs less'),
    gap: z.number().nullable().describe('part of the cost that may be saved at most'),
    seconds: z.number(),
  }),
  explanation: Explanation.nullable(),
  failure: z.string().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export const JobPage = pageOfSchema(JobView);
export const JobQuery = PageQuery.extend({ rosterId: z.uuid().optional() });
export type JobQuery = z.infer<typeof JobQuery>;

export function jobView({ createdAt, endedAt, ...job }: RosterJob) {
  return { ...job, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
