import { Module } from '@nestjs/common';
import { TicketSearchModule } from '../ticket-search/ticket-search.module.js';
import { TicketViewModule } from '../ticket-view/ticket-view.module.js';
import { ExportWorker } from './export-worker.js';
import { TicketExportController } from './ticket-export.controller.js';
import { TicketExports } from './ticket-exports.js';

/** What views and searches have, as files. */
@Module({
  imports: [TicketViewModule, TicketSearchModule],
  controllers: [TicketExportController],
  providers: [TicketExports, ExportWorker],
})
export class TicketExportModule {}
