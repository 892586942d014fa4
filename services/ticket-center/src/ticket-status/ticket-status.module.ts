import { Module } from '@nestjs/common';
import { TicketStatuses } from './ticket-status.api.js';
import { TicketStatusController } from './ticket-status.controller.js';
import { TicketStatusService } from './ticket-status.service.js';

/** What a tenant calls the states of its tickets. */
@Module({
  controllers: [TicketStatusController],
  providers: [TicketStatuses, TicketStatusService],
  exports: [TicketStatuses],
})
export class TicketStatusModule {}
