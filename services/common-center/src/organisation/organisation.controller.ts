import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ChangeTeam, PlaceTeam, RemoveTeam } from './commands/change-team.js';
import { FoundTeam } from './commands/found-team.js';
import * as dto from './organisation.dto.js';
import { TeamQueries } from './queries/team-queries.js';

/** The tree of those who work here. Whom contacts are routed to, is in the teams and skills of call-center. */
@ApiTags('organisation')
@Controller('api/v1/organisation/teams')
export class OrganisationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly teams: TeamQueries,
  ) {}

  @Post()
  @Requires('organisation:write')
  @Audited()
  @Answers(dto.OrganisationTeamView, 201)
  async foundOrganisationTeam(@Body({ schema: dto.FoundTeamBody }) { parentId, ...text }: dto.FoundTeamBody) {
    const { teamId } = await this.commands.execute(new FoundTeam(text, parentId));
    return this.teams.get(teamId);
  }

  @Get()
  @Requires('organisation:read')
  @Answers(dto.OrganisationTeamPage)
  listOrganisationTeams(@Query({ schema: dto.ListOrganisationTeamsQuery }) query: dto.ListOrganisationTeamsQuery) {
    return this.teams.list(query);
  }

  @Get(':id')
  @Requires('organisation:read')
  @Answers(dto.OrganisationTeamView)
  getOrganisationTeam(@Param('id') id: string) {
    return this.teams.get(id);
  }

  @Patch(':id')
  @Requires('organisation:write')
  @Audited<OrganisationController>({ before: (teams, id) => teams.getOrganisationTeam(id) })
  @RequiresIfMatch()
  @Answers(dto.OrganisationTeamView)
  changeOrganisationTeam(@Param('id') id: string, @Body({ schema: dto.ChangeTeamBody }) body: dto.ChangeTeamBody) {
    return this.changed(id, new ChangeTeam(id, body));
  }

  /** With all that is below it. */
  @Post(':id/place')
  @Requires('organisation:write')
  @Audited<OrganisationController>({ before: (teams, id) => teams.getOrganisationTeam(id) })
  @Answers(dto.OrganisationTeamView)
  placeOrganisationTeam(
    @Param('id') id: string,
    @Body({ schema: dto.PlaceTeamBody }) { parentId }: z.infer<typeof dto.PlaceTeamBody>,
  ) {
    return this.changed(id, new PlaceTeam(id, parentId));
  }

  @Delete(':id')
  @Requires('organisation:write')
  @Audited<OrganisationController>({
    before: (teams, id) => teams.getOrganisationTeam(id),
    as: dto.OrganisationTeamView,
  })
  @RequiresIfMatch()
  @Answers(null)
  async removeOrganisationTeam(@Param('id') id: string) {
    await this.commands.execute(new RemoveTeam(id));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.teams.get(id);
  }
}
