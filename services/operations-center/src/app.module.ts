import { Module } from '@nestjs/common';
import { BoardModule } from './board/board.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { IntradayModule } from './intraday/intraday.module.js';
import { OperationsConsumer } from './operations.consumer.js';
import { PlanningModule } from './planning/planning.module.js';
import { QualityFormModule } from './quality-form/quality-form.module.js';
import { TicketQualityModule } from './ticket-quality/ticket-quality.module.js';
import { AdherenceModule } from './adherence/adherence.module.js';
import { RosteringModule } from './rostering/rostering.module.js';

@Module({
  imports: [
    QualityFormModule,
    TicketQualityModule,
    BoardModule,
    FiguresModule,
    RosteringModule,
    AdherenceModule,
    PlanningModule,
    IntradayModule,
  ],
  controllers: [OperationsConsumer],
})
export class AppModule {}
