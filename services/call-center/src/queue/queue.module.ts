import { Module } from '@nestjs/common';
import { ContactDirectory } from '../contact/contact.api.js';
import { RoutingPlans } from '../routing-plan/routing-plan.api.js';
import { RoutingProfiles } from '../routing-profile/routing-profile.api.js';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { Queues } from './queue.api.js';
import { QueueController } from './queue.controller.js';
import { QueueService } from './queue.service.js';

@Module({
  controllers: [QueueController],
  providers: [QueueService, ContactDirectory, Queues, RoutingSetup, RoutingPlans, RoutingProfiles],
  exports: [QueueService],
})
export class QueueModule {}
