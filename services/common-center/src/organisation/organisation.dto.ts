import { DATA_SCOPES } from '#libs/kernel/data-scope';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const name = z.string().trim().min(1).max(120);
const memberIds = z.array(z.uuid()).max(2_000);

export const FoundTeamBody = z.object({
  name,
  parentId: z.uuid().nullable().default(null),
  managerId: z.uuid().nullable().default(null),
  memberIds: memberIds.default([]),
  routingTeamId: z.string().min(1).max(64).nullable().default(null).describe('the team of call-center with its work'),
  externalId: z.string().min(1).max(190).nullable().default(null),
});
export type FoundTeamBody = z.infer<typeof FoundTeamBody>;

/** What is left out stays as it is. */
export const ChangeTeamBody = z.object({
  name: name.optional(),
  managerId: z.uuid().nullable().optional(),
  memberIds: memberIds.optional(),
  routingTeamId: z.string().min(1).max(64).nullable().optional(),
  externalId: z.string().min(1).max(190).nullable().optional(),
});
export type ChangeTeamBody = z.infer<typeof ChangeTeamBody>;

export const PlaceTeamBody = z.object({ parentId: z.uuid().nullable() });

export const ListOrganisationTeamsQuery = PageQuery.extend({
  parentId: z.union([z.uuid(), z.literal('none')]).optional(),
  accountId: z.uuid().describe('those somebody is in').optional(),
});
export type ListOrganisationTeamsQuery = z.infer<typeof ListOrganisationTeamsQuery>;

export const OrganisationTeamView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    parentId: z.string().nullable(),
    managerId: z.string().nullable(),
    memberIds: z.array(z.string()),
    routingTeamId: z.string().nullable(),
    externalId: z.string().nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'OrganisationTeam' });
export type OrganisationTeamView = z.infer<typeof OrganisationTeamView>;

export const OrganisationTeamPage = pageOfSchema(OrganisationTeamView);

export const CircleQuery = z.object({ scope: z.enum(DATA_SCOPES).exclude(['tenant']) });
