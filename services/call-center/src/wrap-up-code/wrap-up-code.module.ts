import { Module } from '@nestjs/common';
import { Queues } from '../queue/queue.api.js';
import { RoutingSetup } from '../routing-setup/setup-records.api.js';
import { WrapUpCodeController } from './wrap-up-code.controller.js';
import { WrapUpCodeService } from './wrap-up-code.service.js';

@Module({
  controllers: [WrapUpCodeController],
  providers: [WrapUpCodeService, RoutingSetup, Queues],
})
export class WrapUpCodeModule {}
