import { Module } from '@nestjs/common';
import { FiguresModule } from './figures/figures.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OperationsConsumer } from './operations.consumer.js';
import { QualityFormModule } from './quality-form/quality-form.module.js';
import { OperationsSeed } from './seed.js';
import { TicketQualityModule } from './ticket-quality/ticket-quality.module.js';

@Module({
  imports: [QualityFormModule, TicketQualityModule, FiguresModule, MonitoringModule],
  controllers: [OperationsConsumer],
  providers: [OperationsSeed],
})
export class AppModule {}
