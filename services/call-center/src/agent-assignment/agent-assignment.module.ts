import { Module } from '@nestjs/common';
import { RoutingProfiles } from '../routing-profile/routing-profile.api.js';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { Skills } from '../skill/skill.api.js';
import { Teams } from '../team/team.api.js';
import { AgentAssignmentController } from './agent-assignment.controller.js';
import { AgentTeamController } from './agent-team.controller.js';
import { AgentAssignmentService } from './agent-assignment.service.js';

@Module({
  controllers: [AgentAssignmentController, AgentTeamController],
  providers: [AgentAssignmentService, RoutingSetup, RoutingProfiles, Teams, Skills],
  exports: [AgentAssignmentService],
})
export class AgentAssignmentModule {}
