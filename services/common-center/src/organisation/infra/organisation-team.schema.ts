import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { OrganisationTeam } from '../domain/organisation-team.aggregate.js';

export interface OrganisationTeamRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  parentId: string | null;
  managerId: string | null;
  memberIds: string[];
  routingTeamId: string | null;
  externalId: string | null;
  removedAt: Date | null;
}

export const OrganisationTeamSchema = new EntitySchema<OrganisationTeamRow>({
  name: 'OrganisationTeam',
  tableName: 'organisation_team',
  target: OrganisationTeam,
  columns: {
    ...aggregateColumns,
    name: column.varchar(120),
    parentId: column.nullable(column.ref()),
    managerId: column.nullable(column.ref()),
    memberIds: column.json(),
    routingTeamId: column.nullable(column.varchar(64)),
    externalId: column.nullable(column.varchar(190)),
    removedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('organisation_team', { columns: ['parentId', 'id'] }),
    schemaIndex('organisation_team', { columns: ['managerId'] }),
    schemaIndex('organisation_team', { columns: ['externalId'], unique: true }),
  ],
});

/** Who is in which teams. */
export const OrganisationMemberSchema = new EntitySchema<{ teamId: string; accountId: string }>({
  name: 'organisation_member',
  columns: { teamId: column.primary(column.ref()), accountId: column.primary(column.ref()) },
  indices: [schemaIndex('organisation_member', { columns: ['accountId'] })],
});
