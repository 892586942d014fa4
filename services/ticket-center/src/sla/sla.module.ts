import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { TicketTimerModule } from '../ticket-timer/ticket-timer.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { PolicyArchive } from './policy/policy-archive.js';
import { SlaPolicies } from './policy/sla-policies.js';
import { SlaPolicyController } from './policy/sla-policy.controller.js';
import { RecomputationWorker } from './recomputation/recomputation-worker.js';
import { RecomputationController } from './recomputation/recomputation.controller.js';
import { Recomputations } from './recomputation/recomputations.js';
import { SlaReportController } from './report/sla-report.controller.js';
import { SlaReports } from './report/sla-reports.js';
import { SlaConsumer } from './sla.consumer.js';
import { SlaBook } from './terms/sla-book.js';
import { NextDues } from './ticket/next-dues.api.js';
import { GetTicketSla } from './ticket/get-ticket-sla.js';
import { TicketSlaController } from './ticket/ticket-sla.controller.js';
import { TicketSlas } from './ticket/ticket-slas.js';
import { Promises } from './sla.api.js';

/** What is promised of tickets, to customers and among teams, and what becomes of it. */
@Module({
  imports: [CalendarModule, TicketModule, TicketTimerModule],
  controllers: [SlaPolicyController, TicketSlaController, SlaReportController, RecomputationController, SlaConsumer],
  providers: [
    SlaPolicies,
    PolicyArchive,
    SlaBook,
    TicketSlas,
    NextDues,
    GetTicketSla,
    SlaReports,
    Recomputations,
    RecomputationWorker,
    Promises,
  ],
  exports: [NextDues, Promises],
})
export class SlaModule {}
