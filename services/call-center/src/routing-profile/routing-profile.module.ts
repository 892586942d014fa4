import { Module } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { Queues } from '../queue/queue.api.js';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { RoutingProfileController } from './routing-profile.controller.js';
import { RoutingProfileService } from './routing-profile.service.js';

@Module({
  controllers: [RoutingProfileController],
  providers: [RoutingProfileService, RoutingSetup, Queues, AgentAssignments],
  exports: [RoutingProfileService],
})
export class RoutingProfileModule {}
