import { Module } from '@nestjs/common';
import { BoardModule } from './board/board.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { IntradayModule } from './intraday/intraday.module.js';
import { OperationsConsumer } from './operations.consumer.js';
import { PlanningModule } from './planning/planning.module.js';
import { AdherenceModule } from './adherence/adherence.module.js';
import { RosteringModule } from './rostering/rostering.module.js';
import { QualityModule } from './quality/quality.module.js';
import { InspectionModule } from './inspection/inspection.module.js';
import { TopicsModule } from './topics/topics.module.js';
import { ExamsModule } from './exams/exams.module.js';
import { TrainingModule } from './training/training.module.js';

@Module({
  imports: [
    BoardModule,
    FiguresModule,
    ExamsModule,
    TrainingModule,
    InspectionModule,
    TopicsModule,
    RosteringModule,
    AdherenceModule,
    PlanningModule,
    IntradayModule,
    QualityModule,
  ],
  controllers: [OperationsConsumer],
})
export class AppModule {}
