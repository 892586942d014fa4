import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const fields = z.object({
  happened: z.enum(['failed-item', 'joined-team', 'certificate-expiring']),
  matches: z.string().min(1).max(128).describe('the key of the item, the team, or the course of the certificate'),
  scorecardId: z.uuid().nullable().default(null).describe('of the item; null: of any'),
  courseId: z.uuid().nullable().default(null),
  pathId: z.uuid().nullable().default(null),
  dueDays: z.int().min(0).max(365).default(14),
  enabled: z.boolean().default(true),
});

export const AssignmentRuleBody = fields.refine(
  ({ courseId, pathId }) => (courseId === null) !== (pathId === null),
  'either a course or a path',
);
export type AssignmentRuleBody = z.infer<typeof AssignmentRuleBody>;

export const AssignmentRuleView = fields
  .extend({ id: z.uuid(), version: z.int(), updatedAt: z.iso.datetime() })
  .meta({ id: 'AssignmentRule' });
export const AssignmentRulePage = pageOfSchema(AssignmentRuleView);
