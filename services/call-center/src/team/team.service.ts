import { domainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { StillInUse } from '../routing-setup/routing-setup.errors.api.js';
import { RoutingSetup, type SetupRecords, type TextOf } from '../routing-setup/setup-records.api.js';
import { TeamSchema, type Team } from './team.schema.js';

export class TeamNotFound extends domainError('team-not-found', 'not-found') {}

@Injectable()
export class TeamService {
  readonly #teams: SetupRecords<Team>;

  constructor(
    setup: RoutingSetup,
    private readonly assignments: AgentAssignments,
  ) {
    const notFound = (id: string) => new TeamNotFound('There is no such team.', { id });
    this.#teams = setup.records({
      ...{ kind: 'team', schema: TeamSchema, name: 'name', notFound },
      told: ({ name }) => ({ team: { name } }),
    });
  }

  /** As they are, to those who did not hear of them. */
  tellAgain(): Promise<void> {
    return this.#teams.tellAgain();
  }

  list(): Promise<Team[]> {
    return this.#teams.list();
  }

  get(id: string): Promise<Team> {
    return this.#teams.get(id);
  }

  add(text: TextOf<Team>): Promise<Team> {
    return this.#teams.add(text);
  }

  replace(id: string, text: TextOf<Team>): Promise<Team> {
    return this.#teams.replace(id, text);
  }

  /** @throws StillInUse while somebody is in it */
  remove(id: string): Promise<void> {
    return this.#teams.remove(id, async () => {
      if (await this.assignments.any({ teamId: id })) throw new StillInUse('Somebody is in the team.', { teamId: id });
    });
  }
}
