import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const time = z.iso.datetime();
const personId = z.string().min(1).max(64);

export const AssignBody = z
  .object({
    courseId: z.uuid().nullable().default(null),
    pathId: z.uuid().nullable().default(null),
    people: z.array(personId).max(500).default([]),
    teamId: z.string().min(1).max(64).nullable().default(null).describe('everybody in it now'),
    dueAt: time.nullable().default(null),
  })
  .refine(({ courseId, pathId }) => (courseId === null) !== (pathId === null), 'either a course or a path');
export type AssignBody = z.infer<typeof AssignBody>;
export const AssignedView = z.object({ enrolmentIds: z.array(z.uuid()).describe('who has it already keeps that') });

export const WatchBody = z.object({ seconds: z.int().min(0).max(86_400).describe('watched without a gap') });
export type WatchBody = z.infer<typeof WatchBody>;

const Status = z.enum(['assigned', 'begun', 'completed', 'withdrawn']);
export const EnrolmentView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    courseId: z.uuid(),
    courseVersion: z.int(),
    personId: z.string(),
    origin: z.object({
      kind: z.enum(['hand', 'failed-item', 'joined-team', 'certificate-expiring', 'idle-time', 'self']),
      by: z.string(),
      evaluationId: z.uuid().optional().describe('in which the item was failed'),
      itemKey: z.string().optional(),
    }),
    status: Status,
    percent: z.int().describe('units that are done'),
    units: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['document', 'video', 'quiz', 'scorm']),
        title: z.string(),
        fileId: z.uuid().optional(),
        examId: z.uuid().optional(),
        status: z.enum(['open', 'begun', 'done']),
        seconds: z.int(),
        score: z.number().nullable(),
      }),
    ),
    assignedAt: time,
    dueAt: time.nullable(),
    overdue: z.boolean(),
    completedAt: time.nullable(),
  })
  .meta({ id: 'Enrolment' });
export type EnrolmentView = z.infer<typeof EnrolmentView>;
export const EnrolmentPage = pageOfSchema(EnrolmentView);

export const MyEnrolmentsQuery = PageQuery.extend({ status: Status.optional() });
export type MyEnrolmentsQuery = z.infer<typeof MyEnrolmentsQuery>;
export const EnrolmentsQuery = MyEnrolmentsQuery.extend({
  courseId: z.uuid().optional(),
  personId: personId.optional(),
});
export type EnrolmentsQuery = z.infer<typeof EnrolmentsQuery>;
