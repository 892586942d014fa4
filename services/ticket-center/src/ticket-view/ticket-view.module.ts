import { Module } from '@nestjs/common';
import { SlaModule } from '../sla/sla.module.js';
import { StageFormModule } from '../stage-form/stage-form.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { CountTruth } from './check/count-truth.js';
import { ViewCheckController } from './check/view-check.controller.js';
import { ViewChecks } from './check/view-checks.js';
import { CountBook } from './count/count-book.js';
import { CountChanges } from './count/count-changes.js';
import { CountWorker } from './count/count-worker.js';
import { CountsReader } from './count/counts-reader.js';
import { LinePages } from './line/line-pages.js';
import { TicketLines } from './line/ticket-lines.js';
import { TicketViewConsumer } from './ticket-view.consumer.js';
import { CountStreams } from './view/count-streams.js';
import { LineViews } from './view/line-views.js';
import { OwnCounts } from './view/own-counts.js';
import { MyTeam } from './view/my-team.js';
import { TicketViewController } from './view/ticket-view.controller.js';
import { Views } from './view/views.js';
import { ViewedTickets } from './viewed-tickets.api.js';

/** What agents see of all tickets: saved queries, their counts and their pages. */
@Module({
  imports: [TicketModule, SlaModule, StageFormModule],
  controllers: [TicketViewController, ViewCheckController, TicketViewConsumer],
  providers: [
    Views,
    MyTeam,
    LinePages,
    LineViews,
    TicketLines,
    CountBook,
    CountChanges,
    CountWorker,
    CountsReader,
    CountStreams,
    OwnCounts,
    CountTruth,
    ViewChecks,
    ViewedTickets,
  ],
  exports: [ViewedTickets],
})
export class TicketViewModule {}
