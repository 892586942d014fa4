import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const DelegationBody = z.object({
  fromId: z.uuid().describe('who is away; oneself where nothing is said').optional(),
  toId: z.uuid(),
  roles: z.array(z.string().min(1).max(64)).max(20).default([]),
  withWork: z.boolean().default(true),
  beginsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  reason: z.string().trim().min(1).max(300).nullable().default(null),
});
export type DelegationBody = z.infer<typeof DelegationBody>;

export const ListDelegationsQuery = PageQuery.extend({
  accountId: z.uuid().describe('from them or to them; oneself for those who see no others').optional(),
});
export type ListDelegationsQuery = z.infer<typeof ListDelegationsQuery>;

export const DelegationView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    fromId: z.uuid(),
    toId: z.uuid(),
    roles: z.array(z.string()),
    withWork: z.boolean(),
    beginsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    reason: personal('text', z.string().nullable()),
    givenBy: z.string(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    endedBy: z.string().nullable().describe('null: its time was over'),
    running: z.boolean(),
  })
  .meta({ id: 'Delegation' });
export type DelegationView = z.infer<typeof DelegationView>;

export const DelegationPage = pageOfSchema(DelegationView);
