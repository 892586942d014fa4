import { AgentTeam } from '#libs/contracts/call-center/agent-api';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AgentAssignmentService } from './agent-assignment.service.js';

@ApiExcludeController()
@Controller('internal/agents')
export class AgentTeamController {
  constructor(private readonly assignments: AgentAssignmentService) {}

  /** Whose macros, views and the like another service shows to an agent; null for whoever has none, or is no agent. */
  @Get(':id/team')
  @Requires(SERVICE_INTERNAL)
  @Answers(AgentTeam)
  async getAgentTeam(@Param('id') id: string) {
    return { teamId: (await this.assignments.get(id)).teamId };
  }
}
