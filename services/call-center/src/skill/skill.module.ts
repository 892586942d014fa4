import { Module } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { RoutingPlans } from '../routing-plan/routing-plan.api.js';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { SkillController } from './skill.controller.js';
import { SkillService } from './skill.service.js';

@Module({ controllers: [SkillController], providers: [SkillService, RoutingSetup, RoutingPlans, AgentAssignments] })
export class SkillModule {}
