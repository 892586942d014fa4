import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { domainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { RoutingProfiles } from '../routing-profile/routing-profile.api.js';
import { RoutingSetup, type SetupRecords, type TextOf } from '../routing-setup/setup-records.api.js';
import { Skills } from '../skill/skill.api.js';
import { Teams } from '../team/team.api.js';
import { UNASSIGNED } from './agent-assignment.api.js';
import { AgentAssignmentSchema, type AgentAssignment } from './agent-assignment.schema.js';

export class AgentNotAssigned extends domainError('agent-not-assigned', 'not-found') {}

@Injectable()
export class AgentAssignmentService {
  readonly #assignments: SetupRecords<AgentAssignment>;

  constructor(
    setup: RoutingSetup,
    private readonly database: Database,
    private readonly profiles: RoutingProfiles,
    private readonly teams: Teams,
    private readonly skills: Skills,
  ) {
    const notFound = (id: string) => new AgentNotAssigned('Nothing is assigned to this agent.', { id });
    const schema = AgentAssignmentSchema;
    this.#assignments = setup.records({
      ...{ kind: 'agent-assignment', schema, name: 'id', notFound },
      told: ({ teamId, profileId, skills }) => ({ assignment: { teamId, profileId, skills } }),
    });
  }

  /** As they are, to those who did not hear of them. */
  tellAgain(): Promise<void> {
    return this.#assignments.tellAgain();
  }

  /** Version 0: nothing was assigned yet. */
  async get(id: string): Promise<AgentAssignment> {
    const row = await (await this.database.reader()).findOneBy(AgentAssignmentSchema, { id });
    return row ?? { ...UNASSIGNED, extension: null, id, version: 0, updatedAt: new Date(0) };
  }

  /** @throws UnknownReference, StaleVersion when it is no longer the version the caller has seen. */
  async assign(id: string, text: TextOf<AgentAssignment>): Promise<AgentAssignment> {
    return this.database.transaction(async () => {
      await this.#refuseUnknown(text);
      const { version } = await this.get(id);
      if (version > 0) return this.#assignments.replace(id, text);
      if ((currentContext()?.precondition?.version ?? 0) !== 0)
        throw new StaleVersion('Nothing was assigned yet.', { id });
      return this.#assignments.add(text, id);
    });
  }

  async #refuseUnknown({ teamId, profileId, skills }: TextOf<AgentAssignment>): Promise<void> {
    if (teamId !== null) await this.teams.refuseUnknown(teamId);
    if (profileId !== null) await this.profiles.get(profileId);
    await this.skills.refuseUnknown(Object.keys(skills));
  }
}
