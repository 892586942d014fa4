import { Module } from '@nestjs/common';
import { AdherenceModule } from './adherence/adherence.module.js';
import { BoardModule } from './board/board.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { OperationsConsumer } from './operations.consumer.js';
import { QualityFormModule } from './quality-form/quality-form.module.js';
import { RosteringModule } from './rostering/rostering.module.js';
import { TicketQualityModule } from './ticket-quality/ticket-quality.module.js';

@Module({
  imports: [QualityFormModule, TicketQualityModule, BoardModule, FiguresModule, RosteringModule, AdherenceModule],
  controllers: [OperationsConsumer],
})
export class AppModule {}
