import { Module } from '@nestjs/common';
import { PlanningModule } from '../planning/planning.module.js';
import { RosteringModule } from '../rostering/rostering.module.js';
import { IntradayController } from './intraday.controller.js';
import { IntradayReader } from './intraday.reader.js';
import { IntradayStreams } from './intraday.streams.js';
import { RosteredAgents } from './rostered-agents.js';

@Module({
  imports: [PlanningModule, RosteringModule],
  controllers: [IntradayController],
  providers: [IntradayReader, IntradayStreams, RosteredAgents],
})
export class IntradayModule {}
