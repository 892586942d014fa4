import { Module } from '@nestjs/common';
import { PlanningModule } from '../planning/planning.module.js';
import { IntradayController } from './intraday.controller.js';
import { IntradayReader } from './intraday.reader.js';
import { IntradayStreams } from './intraday.streams.js';
import { NoRosters, RosteredAgents } from './rostered-agents.js';

@Module({
  imports: [PlanningModule],
  controllers: [IntradayController],
  providers: [IntradayReader, IntradayStreams, { provide: RosteredAgents, useClass: NoRosters }],
})
export class IntradayModule {}
