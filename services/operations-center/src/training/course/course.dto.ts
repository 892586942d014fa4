import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const title = z.string().trim().min(1).max(200);
const time = z.iso.datetime();
const unit = { id: z.string().regex(/^[a-z0-9-]{1,40}$/), title };

const CourseUnit = z.discriminatedUnion('kind', [
  z.object({ ...unit, kind: z.literal('document'), fileId: z.uuid().describe('a file of the common centre') }),
  z.object({ ...unit, kind: z.literal('video'), fileId: z.uuid(), seconds: z.int().min(1).max(86_400) }),
  z.object({ ...unit, kind: z.literal('quiz'), examId: z.uuid().describe('done when it is passed') }),
  z.object({ ...unit, kind: z.literal('scorm'), packageId: z.uuid() }),
]);

export const CourseBody = z.object({
  title,
  inOrder: z.boolean().default(true).describe('one unit after the other'),
  units: z
    .array(CourseUnit)
    .min(1)
    .max(100)
    .refine((units) => new Set(units.map(({ id }) => id)).size === units.length, 'a unit is there twice'),
  prerequisites: z.array(z.uuid()).max(20).default([]).describe('courses to be completed before'),
  certificate: z
    .object({
      validDays: z.int().min(1).max(36_500).nullable().default(null).describe('null: for ever'),
      warnDays: z.int().min(0).max(365).default(30).describe('how long before it expires the next one is due'),
    })
    .nullable()
    .default(null),
  micro: z.boolean().default(false).describe('offered when there is nothing to do'),
  minutes: z.int().min(1).max(10_000).default(10),
});
export type CourseBody = z.infer<typeof CourseBody>;

export const CourseView = CourseBody.extend({
  id: z.uuid(),
  version: z.int(),
  retired: z.boolean(),
  updatedAt: time,
}).meta({ id: 'Course' });
export const CoursePage = pageOfSchema(CourseView);
export const ListCoursesQuery = PageQuery.extend({ micro: z.stringbool().optional() });
export type ListCoursesQuery = z.infer<typeof ListCoursesQuery>;

export const LearningPathBody = z.object({ title, courseIds: z.array(z.uuid()).min(1).max(50) });
export type LearningPathBody = z.infer<typeof LearningPathBody>;
export const LearningPathView = LearningPathBody.extend({ id: z.uuid(), version: z.int(), updatedAt: time }).meta({
  id: 'LearningPath',
});
export const LearningPathPage = pageOfSchema(LearningPathView);
