import { Module } from '@nestjs/common';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { NotReadyReasonController } from './not-ready-reason.controller.js';
import { NotReadyReasonService } from './not-ready-reason.service.js';

@Module({
  controllers: [NotReadyReasonController],
  providers: [NotReadyReasonService, RoutingSetup],
  exports: [NotReadyReasonService],
})
export class NotReadyReasonModule {}
