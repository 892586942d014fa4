import { Module } from '@nestjs/common';
import { ServiceTargets } from './service-target.api.js';
import { ServiceTargetController } from './service-target.controller.js';
import { ServiceTargetService } from './service-target.service.js';

@Module({
  controllers: [ServiceTargetController],
  providers: [ServiceTargets, ServiceTargetService],
  exports: [ServiceTargets, ServiceTargetService],
})
export class ServiceTargetModule {}
