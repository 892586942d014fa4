import { Module } from '@nestjs/common';
import { StageFormModule } from '../stage-form/stage-form.module.js';
import { TicketViewModule } from '../ticket-view/ticket-view.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { IndexWorker } from './index/index-worker.js';
import { IndexWriter } from './index/index-writer.js';
import { PersonIndex } from './index/person-index.js';
import { Rebuilds } from './index/rebuilds.js';
import { SearchQueue } from './index/search-queue.js';
import { Postings } from './search/postings.js';
import { TicketSearch } from './search/ticket-search.js';
import { TicketSearchConsumer } from './ticket-search.consumer.js';
import { TicketSearchController } from './ticket-search.controller.js';
import { SearchedTickets } from './searched-tickets.api.js';

/** Finding tickets by what was written in them. */
@Module({
  imports: [TicketModule, StageFormModule, TicketViewModule],
  controllers: [TicketSearchController, TicketSearchConsumer],
  providers: [TicketSearch, Postings, IndexWriter, IndexWorker, Rebuilds, SearchQueue, PersonIndex, SearchedTickets],
  exports: [SearchedTickets],
})
export class TicketSearchModule {}
