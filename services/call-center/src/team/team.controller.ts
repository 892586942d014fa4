import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { TeamService } from './team.service.js';

const TeamText = z.object({
  name: z.string().trim().min(1).max(120),
  tier: z.enum(['first-line', 'second-line']).default('first-line'),
});
type TeamText = z.infer<typeof TeamText>;
const TeamView = TeamText.extend({ id: z.uuid(), version: z.int() });

@ApiTags('teams')
@Controller('api/v1/teams')
export class TeamController {
  constructor(private readonly teams: TeamService) {}

  @Get()
  @Requires('team:read')
  @Answers(z.object({ items: z.array(TeamView) }))
  async listTeams() {
    return { items: await this.teams.list() };
  }

  @Get(':id')
  @Requires('team:read')
  @Answers(TeamView)
  getTeam(@Param('id') id: string) {
    return this.teams.get(id);
  }

  @Post()
  @Requires('team:write')
  @Answers(TeamView, 201)
  addTeam(@Body({ schema: TeamText }) body: TeamText) {
    return this.teams.add(body);
  }

  @Put(':id')
  @Requires('team:write')
  @RequiresIfMatch()
  @Answers(TeamView)
  replaceTeam(@Param('id') id: string, @Body({ schema: TeamText }) body: TeamText) {
    return this.teams.replace(id, body);
  }

  @Delete(':id')
  @Requires('team:write')
  @Answers(null)
  removeTeam(@Param('id') id: string) {
    return this.teams.remove(id);
  }
}
