import { Module } from '@nestjs/common';
import { TicketTimers } from './ticket-timer.api.js';
import { TicketTimerWorker } from './ticket-timer-worker.js';

@Module({
  providers: [TicketTimers, TicketTimerWorker],
  exports: [TicketTimers],
})
export class TicketTimerModule {}
