import { Module } from '@nestjs/common';
import { TicketTimers } from './ticket-timer.api.js';
import { TicketTimerMetrics } from './ticket-timer-metrics.js';
import { TicketTimerWorker } from './ticket-timer-worker.js';

@Module({
  providers: [TicketTimers, TicketTimerWorker, TicketTimerMetrics],
  exports: [TicketTimers],
})
export class TicketTimerModule {}
