import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { OrganisationTeam, type TeamChange } from './domain/organisation-team.aggregate.js';
import { OrganisationTeams } from './domain/organisation-team.repository.js';
import { OrganisationTeamInUse, OrganisationTeamNotFound } from './domain/organisation.errors.js';
import {
  OrganisationMemberSchema,
  OrganisationTeamSchema,
  type OrganisationTeamRow,
} from './infra/organisation-team.schema.js';
import { KnownPeople } from './known-people.js';

export type KnownTeam = Pick<OrganisationTeamRow, 'id' | 'version' | 'updatedAt' | 'name' | 'memberIds' | 'externalId'>;

/** A team as the system sees it that looks after it. */
export interface TeamFacts {
  readonly name: string;
  readonly externalId: string | null;
  readonly memberIds: readonly string[];
}

/** Teams that another system looks after. Where they stand in the tree is said here. */
@Injectable()
export class OrganisationDirectory {
  constructor(
    private readonly teams: OrganisationTeams,
    private readonly people: KnownPeople,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** All: a tenant has hundreds of them. */
  async list(): Promise<KnownTeam[]> {
    const where = { removedAt: IsNull() };
    return (await this.database.reader()).find(OrganisationTeamSchema, { where, order: { id: 'ASC' } });
  }

  /** @throws OrganisationTeamNotFound */
  async get(id: string): Promise<KnownTeam> {
    const row = await (await this.database.reader()).findOneBy(OrganisationTeamSchema, { id, removedAt: IsNull() });
    if (!row) throw new OrganisationTeamNotFound('There is no such team.', { id });
    return row;
  }

  /** The teams of each of these people. */
  async teamsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, { id: string; name: string }[]>> {
    if (accountIds.length === 0) return new Map();
    const reader = await this.database.reader();
    const members = await reader.findBy(OrganisationMemberSchema, { accountId: In([...accountIds]) });
    const ids = [...new Set(members.map(({ teamId }) => teamId))];
    const teams = ids.length === 0 ? [] : await reader.findBy(OrganisationTeamSchema, { id: In(ids) });
    const names = new Map(teams.map(({ id, name }) => [id, name]));
    const groups = Map.groupBy(members, ({ accountId }) => accountId);
    return new Map(
      Array.from(groups, ([id, of]) => [id, of.map(({ teamId }) => ({ id: teamId, name: names.get(teamId) ?? '' }))]),
    );
  }

  /** At the top of the tree. @throws OrganisationMemberUnknown, OrganisationTeamTaken */
  async create(facts: TeamFacts): Promise<string> {
    await this.people.require(facts.memberIds);
    const now = this.clock.now();
    const team = OrganisationTeam.found(newId(now), { ...facts, managerId: null, routingTeamId: null }, [], now);
    await this.teams.add(team);
    return team.id;
  }

  /** @param decide asked again when it is locked @throws OrganisationTeamNotFound, OrganisationMemberUnknown, StaleVersion */
  async change(id: string, decide: (facts: TeamFacts) => TeamChange): Promise<void> {
    const before = await this.teams.get(id);
    const fresh = (decide(before).memberIds ?? []).filter((member) => !before.memberIds.includes(member));
    await this.people.require(fresh);
    await this.teams.update(id, (team) => {
      const change = decide(team);
      const isKnown = (member: string) => fresh.includes(member) || team.memberIds.includes(member);
      if (change.memberIds?.some((member) => !isKnown(member)))
        throw new StaleVersion('Its members changed meanwhile.', { id });
      team.change(change, this.clock.now());
    });
  }

  /** @throws OrganisationTeamNotFound, OrganisationTeamInUse */
  async remove(id: string): Promise<void> {
    if (await this.teams.hasTeamsBelow(id)) throw new OrganisationTeamInUse('Move the teams below it first.', { id });
    await this.teams.update(id, (team) => team.remove(this.clock.now()));
  }
}
