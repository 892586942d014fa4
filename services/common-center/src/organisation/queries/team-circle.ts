import type { Circle } from '#libs/contracts/common-center/identity/organisation-api';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { StandIns } from '../../identity/delegation/stand-ins.api.js';
import {
  OrganisationMemberSchema,
  OrganisationTeamSchema,
  type OrganisationTeamRow,
} from '../infra/organisation-team.schema.js';

type Placed = Pick<OrganisationTeamRow, 'id' | 'parentId' | 'managerId' | 'routingTeamId'>;

/** Whom and which teams somebody reaches. Whoever stands in for somebody reaches what they reach. */
@Injectable()
export class TeamCircle {
  constructor(
    private readonly database: Database,
    private readonly standIns: StandIns,
  ) {}

  /** @param scope `team`: the teams one is in or manages; `tree`: those below as well */
  async of(accountId: string, scope: 'self' | 'team' | 'tree'): Promise<Circle> {
    const people = [accountId, ...(await this.standIns.workOf(accountId))];
    if (scope === 'self') return { people, teams: [] };
    const teams = await this.#teamsOf(people, scope);
    const members = await this.#membersOf(teams);
    return {
      people: [...new Set([...people, ...members])],
      teams: [
        ...new Set(teams.flatMap(({ id, routingTeamId }) => (routingTeamId === null ? [id] : [id, routingTeamId]))),
      ],
    };
  }

  /** All teams are read: a tenant has hundreds of them, in one short row each. */
  async #teamsOf(people: readonly string[], scope: 'team' | 'tree'): Promise<Placed[]> {
    const reader = await this.database.reader();
    const select = { id: true, parentId: true, managerId: true, routingTeamId: true } as const;
    const all: Placed[] = await reader.find(OrganisationTeamSchema, { where: { removedAt: IsNull() }, select });
    const memberships = await reader.findBy(OrganisationMemberSchema, { accountId: In([...people]) });
    const memberOf = new Set(memberships.map(({ teamId }) => teamId));
    const own = all.filter(({ id, managerId }) => memberOf.has(id) || people.includes(managerId ?? ''));
    return scope === 'team' ? own : withTeamsBelow(own, all);
  }

  async #membersOf(teams: readonly Placed[]): Promise<string[]> {
    if (teams.length === 0) return [];
    const reader = await this.database.reader();
    const members = await reader.findBy(OrganisationMemberSchema, { teamId: In(teams.map(({ id }) => id)) });
    return [...members.map(({ accountId }) => accountId), ...teams.flatMap(({ managerId }) => managerId ?? [])];
  }
}

function withTeamsBelow(own: readonly Placed[], all: readonly Placed[]): Placed[] {
  const below = Map.groupBy(all, ({ parentId }) => parentId);
  const reached = new Map(own.map((team) => [team.id, team]));
  for (const { id } of reached.values()) for (const team of below.get(id) ?? []) reached.set(team.id, team);
  return [...reached.values()];
}
