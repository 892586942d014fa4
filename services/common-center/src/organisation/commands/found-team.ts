import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OrganisationTeam, type TeamText } from '../domain/organisation-team.aggregate.js';
import { OrganisationTeams } from '../domain/organisation-team.repository.js';
import { KnownPeople } from '../known-people.js';

export class FoundTeam extends Command<{ teamId: string }> {
  constructor(
    readonly text: TeamText,
    readonly parentId: string | null,
  ) {
    super();
  }
}

@CommandHandler(FoundTeam)
export class FoundTeamHandler implements ICommandHandler<FoundTeam> {
  constructor(
    private readonly teams: OrganisationTeams,
    private readonly people: KnownPeople,
    private readonly clock: Clock,
  ) {}

  async execute({ text, parentId }: FoundTeam): Promise<{ teamId: string }> {
    await this.people.require([...text.memberIds, ...(text.managerId === null ? [] : [text.managerId])]);
    const now = this.clock.now();
    const team = OrganisationTeam.found(newId(now), text, await this.teams.lineOf(parentId), now);
    await this.teams.add(team);
    return { teamId: team.id };
  }
}
