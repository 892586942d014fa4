import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const short = z.string().max(120);

/** Entries that fit all that is asked for, the newest first. */
export const AuditQuery = PageQuery.extend({
  actor: short.optional(),
  action: short.optional(),
  resource: short.optional(),
  resourceId: short.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

const AuditEntryView = z
  .object({
    seq: z.int(),
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    actorKind: z.string(),
    action: z.string(),
    resource: z.string(),
    resourceId: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
    reason: personal('text', z.string().nullable()),
    source: z.object({
      service: z.string(),
      requestId: z.string().nullable(),
      sessionId: z.string().nullable(),
      address: z.string().nullable(),
    }),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof AuditEntryView>;
export const AuditPage = pageOfSchema(AuditEntryView);

export const RetentionBody = z.object({ keepDays: z.int().min(30).max(36_500) });
export const RetentionView = z.object({
  version: z.int(),
  keepDays: z.int(),
  cutThrough: z.int().describe('the last entry that is gone by the policy; 0: none'),
});
