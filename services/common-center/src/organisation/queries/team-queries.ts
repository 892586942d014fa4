import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { OrganisationTeamNotFound } from '../domain/organisation.errors.js';
import {
  OrganisationMemberSchema,
  OrganisationTeamSchema,
  type OrganisationTeamRow,
} from '../infra/organisation-team.schema.js';
import type { ListOrganisationTeamsQuery, OrganisationTeamView } from '../organisation.dto.js';

@Injectable()
export class TeamQueries {
  constructor(private readonly database: Database) {}

  /** @throws OrganisationTeamNotFound */
  async get(id: string): Promise<OrganisationTeamView> {
    const row = await (await this.database.reader()).findOneBy(OrganisationTeamSchema, { id, removedAt: IsNull() });
    if (!row) throw new OrganisationTeamNotFound('There is no such team.', { id });
    return viewOf(row);
  }

  /** The oldest first. */
  async list({ parentId, accountId, limit, cursor }: ListOrganisationTeamsQuery): Promise<Page<OrganisationTeamView>> {
    const query = (await this.database.reader()).createQueryBuilder<OrganisationTeamRow>(
      OrganisationTeamSchema,
      'team',
    );
    query.where('team.removedAt IS NULL');
    if (parentId === 'none') query.andWhere('team.parentId IS NULL');
    else if (parentId !== undefined) query.andWhere('team.parentId = :parentId', { parentId });
    if (accountId !== undefined) {
      const on = 'member.teamId = team.id AND member.accountId = :accountId';
      query.innerJoin(OrganisationMemberSchema.options.name, 'member', on, { accountId });
    }
    if (cursor !== undefined) query.andWhere('team.id > :after', { after: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('team.id', 'ASC')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(viewOf), next };
  }
}

function viewOf({ updatedAt, removedAt: _, ...row }: OrganisationTeamRow): OrganisationTeamView {
  return { ...row, updatedAt: updatedAt.toISOString() };
}
