import { Module } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { TeamController } from './team.controller.js';
import { TeamService } from './team.service.js';

@Module({
  controllers: [TeamController],
  providers: [TeamService, RoutingSetup, AgentAssignments],
  exports: [TeamService],
})
export class TeamModule {}
