import { Module } from '@nestjs/common';
import { Queues } from '../queue/queue.api.js';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { Skills } from '../skill/skill.api.js';
import { RoutingPlanController } from './routing-plan.controller.js';
import { RoutingPlanService } from './routing-plan.service.js';

@Module({ controllers: [RoutingPlanController], providers: [RoutingPlanService, RoutingSetup, Skills, Queues] })
export class RoutingPlanModule {}
