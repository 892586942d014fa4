import { Module } from '@nestjs/common';
import { AdherenceModule } from './adherence/adherence.module.js';
import { ExamsModule } from './exams/exams.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { InspectionModule } from './inspection/inspection.module.js';
import { IntradayModule } from './intraday/intraday.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OutcomesModule } from './outcomes/outcomes.module.js';
import { PlanningModule } from './planning/planning.module.js';
import { QualityModule } from './quality/quality.module.js';
import { RosteringModule } from './rostering/rostering.module.js';
import { OperationsSeed } from './seed.js';
import { TopicsModule } from './topics/topics.module.js';
import { TrainingModule } from './training/training.module.js';

@Module({
  imports: [
    FiguresModule,
    OutcomesModule,
    MonitoringModule,
    PlanningModule,
    IntradayModule,
    RosteringModule,
    AdherenceModule,
    QualityModule,
    InspectionModule,
    TopicsModule,
    TrainingModule,
    ExamsModule,
  ],
  providers: [OperationsSeed],
})
export class AppModule {}
