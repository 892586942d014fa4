import { Module } from '@nestjs/common';
import { QualityForms } from '../quality-form/quality-form.api.js';
import { TicketQualityController } from './ticket-quality.controller.js';
import { TicketQualityService } from './ticket-quality.service.js';

@Module({
  controllers: [TicketQualityController],
  providers: [TicketQualityService, QualityForms],
  exports: [TicketQualityService],
})
export class TicketQualityModule {}
