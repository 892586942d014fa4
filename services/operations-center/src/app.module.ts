import { Module } from '@nestjs/common';
import { BoardModule } from './board/board.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { OperationsConsumer } from './operations.consumer.js';
import { QualityModule } from './quality/quality.module.js';

@Module({
  imports: [QualityModule, BoardModule, FiguresModule],
  controllers: [OperationsConsumer],
})
export class AppModule {}
