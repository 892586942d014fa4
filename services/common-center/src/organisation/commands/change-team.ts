import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TeamChange } from '../domain/organisation-team.aggregate.js';
import { OrganisationTeams } from '../domain/organisation-team.repository.js';
import { OrganisationTeamInUse } from '../domain/organisation.errors.js';
import { KnownPeople } from '../known-people.js';

export class ChangeTeam extends Command<void> {
  constructor(
    readonly teamId: string,
    /** What is left out stays. */
    readonly text: TeamChange,
  ) {
    super();
  }
}

@CommandHandler(ChangeTeam)
export class ChangeTeamHandler implements ICommandHandler<ChangeTeam> {
  constructor(
    private readonly teams: OrganisationTeams,
    private readonly people: KnownPeople,
    private readonly clock: Clock,
  ) {}

  /** Who is there already may have left since. */
  async execute({ teamId, text }: ChangeTeam): Promise<void> {
    const { memberIds, managerId } = await this.teams.get(teamId);
    const named = [...(text.memberIds ?? []), ...(text.managerId ? [text.managerId] : [])];
    await this.people.require(named.filter((id) => id !== managerId && !memberIds.includes(id)));
    await this.teams.update(teamId, (team) => team.change(text, this.clock.now()));
  }
}

export class PlaceTeam extends Command<void> {
  constructor(
    readonly teamId: string,
    /** Null: no team is above it. */
    readonly parentId: string | null,
  ) {
    super();
  }
}

@CommandHandler(PlaceTeam)
export class PlaceTeamHandler implements ICommandHandler<PlaceTeam> {
  constructor(
    private readonly teams: OrganisationTeams,
    private readonly clock: Clock,
  ) {}

  async execute({ teamId, parentId }: PlaceTeam): Promise<void> {
    await this.teams.place(teamId, parentId, this.clock.now());
  }
}

export class RemoveTeam extends Command<void> {
  constructor(readonly teamId: string) {
    super();
  }
}

@CommandHandler(RemoveTeam)
export class RemoveTeamHandler implements ICommandHandler<RemoveTeam> {
  constructor(
    private readonly teams: OrganisationTeams,
    private readonly clock: Clock,
  ) {}

  async execute({ teamId }: RemoveTeam): Promise<void> {
    if (await this.teams.hasTeamsBelow(teamId))
      throw new OrganisationTeamInUse('Move the teams below it first.', { id: teamId });
    await this.teams.update(teamId, (team) => team.remove(this.clock.now()));
  }
}
