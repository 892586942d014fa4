import { Module } from '@nestjs/common';
import { TicketTypes } from './ticket-type.api.js';
import { TicketTypeController } from './ticket-type.controller.js';
import { TicketTypeService } from './ticket-type.service.js';

@Module({
  controllers: [TicketTypeController],
  providers: [TicketTypeService, TicketTypes],
  exports: [TicketTypes, TicketTypeService],
})
export class TicketTypeModule {}
