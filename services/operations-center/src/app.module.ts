import { Module } from '@nestjs/common';
import { BoardModule } from './board/board.module.js';
import { ExamsModule } from './exams/exams.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { OperationsConsumer } from './operations.consumer.js';
import { QualityFormModule } from './quality-form/quality-form.module.js';
import { TicketQualityModule } from './ticket-quality/ticket-quality.module.js';
import { TrainingModule } from './training/training.module.js';

@Module({
  imports: [QualityFormModule, TicketQualityModule, BoardModule, FiguresModule, ExamsModule, TrainingModule],
  controllers: [OperationsConsumer],
})
export class AppModule {}
