import { Module } from '@nestjs/common';
import { FormModule } from '../form/form.module.js';
import { CloseFlows } from './close-flow.api.js';
import { CloseFlowController } from './close-flow.controller.js';
import { CloseFlowService } from './close-flow.service.js';

/** The ways tickets come to their end. */
@Module({
  imports: [FormModule],
  controllers: [CloseFlowController],
  providers: [CloseFlows, CloseFlowService],
  exports: [CloseFlows, CloseFlowService],
})
export class CloseFlowModule {}
