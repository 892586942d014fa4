import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import type { CoachingTask } from './coaching.schema.js';

const words = personal('text', z.string().trim().min(1).max(2_000));
const itemKeys = z.array(z.string().max(40)).max(50);

export const CoachingBody = z.object({
  itemKeys: itemKeys.default([]),
  goal: words,
  dueAt: z.iso.datetime({ offset: true }),
});
export const DoneBody = z.object({ note: words.nullable().default(null) });

export const CoachingFilter = PageQuery.extend({
  personId: z.string().max(64).optional(),
  evaluationId: z.uuid().optional(),
  done: z.stringbool().optional(),
});
export type CoachingFilter = z.infer<typeof CoachingFilter>;

const time = z.iso.datetime();
export const CoachingView = z
  .object({
    ...{ id: z.uuid(), version: z.int(), evaluationId: z.uuid(), personId: z.string(), itemKeys, goal: words },
    ...{ givenBy: z.string(), givenAt: time, dueAt: time, doneAt: time.nullable(), note: words.nullable() },
  })
  .meta({ id: 'CoachingTask' });
export const CoachingPage = pageOfSchema(CoachingView);

export function coachingView({ itemKeys: keys, givenAt, dueAt, doneAt, remindAt: _, ...task }: CoachingTask) {
  const times = { givenAt: givenAt.toISOString(), dueAt: dueAt.toISOString(), doneAt: doneAt?.toISOString() ?? null };
  return { ...task, itemKeys: [...keys], ...times };
}
