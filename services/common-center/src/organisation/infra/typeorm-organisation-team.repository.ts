import { organisationTeamChanged } from '#libs/contracts/common-center/identity/people-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { AggregateStore, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { MOST_ABOVE, type OrganisationTeam } from '../domain/organisation-team.aggregate.js';
import { OrganisationTeams } from '../domain/organisation-team.repository.js';
import { OrganisationTeamNotFound, OrganisationTeamTaken } from '../domain/organisation.errors.js';
import { OrganisationMemberSchema, OrganisationTeamSchema } from './organisation-team.schema.js';

@Injectable()
export class TypeormOrganisationTeams extends AggregateStore<OrganisationTeam> implements OrganisationTeams {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: OrganisationTeamSchema,
      notFound: (id) => notFound(id),
      publish: (_, { id: teamId, parentId, managerId, memberIds, removedAt }) => {
        const removed = removedAt !== null;
        return outgoing(organisationTeamChanged, { teamId, removed, parentId, managerId, memberIds: [...memberIds] });
      },
      lookups: [
        {
          schema: OrganisationMemberSchema,
          owner: 'teamId',
          rows: ({ id: teamId, memberIds }) => memberIds.map((accountId) => ({ teamId, accountId })),
        },
      ],
    });
  }

  override async get(id: string): Promise<OrganisationTeam> {
    const team = await super.get(id);
    if (team.removedAt !== null) throw notFound(id);
    return team;
  }

  override async add(team: OrganisationTeam): Promise<void> {
    await super.add(team).catch(refuseTaken);
  }

  override async update<Result>(id: string, change: (team: OrganisationTeam) => Result): Promise<Result> {
    const changed = (team: OrganisationTeam) => {
      if (team.removedAt !== null) throw notFound(id);
      return change(team);
    };
    return super.update(id, changed).catch(refuseTaken);
  }

  async lineOf(id: string | null): Promise<OrganisationTeam[]> {
    const line: OrganisationTeam[] = [];
    for (let next = id; next !== null && line.length <= MOST_ABOVE + 1; next = line.at(-1)!.parentId)
      line.push(await this.get(next));
    return line;
  }

  async place(id: string, parentId: string | null, now: Date): Promise<void> {
    const seen = await this.lineOf(parentId);
    await this.changeAll([id, ...seen.map((each) => each.id)], (teams) => {
      const team = teams.get(id)!;
      if (team.removedAt !== null) throw notFound(id);
      const line: OrganisationTeam[] = [];
      for (let next = parentId; next !== null && line.length <= MOST_ABOVE + 1; next = line.at(-1)!.parentId) {
        const above = teams.get(next);
        if (!above || above.removedAt !== null) throw new StaleVersion('The teams above it changed meanwhile.', { id });
        line.push(above);
      }
      team.moveBelow(line, now);
    });
  }

  async hasTeamsBelow(parentId: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(OrganisationTeamSchema, { parentId, removedAt: IsNull() });
  }

  async byExternalId(externalId: string): Promise<OrganisationTeam | null> {
    const reader = await this.database.reader();
    return (await reader.findOneBy(OrganisationTeamSchema, { externalId })) as unknown as OrganisationTeam | null;
  }
}

function notFound(id: string): OrganisationTeamNotFound {
  return new OrganisationTeamNotFound('There is no such team.', { id });
}

function refuseTaken(error: unknown): never {
  if (isDuplicateKey(error)) throw new OrganisationTeamTaken('Another team is called so elsewhere.');
  throw error;
}
