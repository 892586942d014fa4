import { z } from 'zod';
import { Duration } from '../duration.js';

const points = z.int().min(1).max(1_000).describe('what a perfect answer gets');
const fatal = z.boolean().default(false).describe('less than all its points makes the whole score 0');

/** What is measured on a closed ticket (capabilities S3.23). */
const FormItem = z.discriminatedUnion('measures', [
  z.object({ measures: z.literal('handling-timeliness'), target: Duration, points, fatal }),
  z.object({ measures: z.literal('reply-timeliness'), target: Duration, points, fatal }),
  z.object({ measures: z.literal('content-completeness'), points, fatal }),
]);
export type FormItem = z.infer<typeof FormItem>;

export const QualityFormContent = z.object({
  mode: z
    .enum(['points', 'groups'])
    .describe('points: a weight multiplies each point; groups: it multiplies the share of the points of its group'),
  passMark: z.number().min(0).max(100).describe('the least score that passes'),
  groups: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(120),
        weight: z.number().positive().max(1_000),
        items: z.array(FormItem).min(1).max(20),
      }),
    )
    .min(1)
    .max(20),
});
export type QualityFormContent = z.infer<typeof QualityFormContent>;

export const QualityFormView = QualityFormContent.extend({ version: z.int(), createdAt: z.iso.datetime() });
