import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { RosteringModule } from '../rostering/rostering.module.js';
import { IntradayChangeController } from './changes/intraday-change.controller.js';
import { IntradayChanges } from './changes/intraday-changes.js';
import { SkillsOfAgents } from './changes/skills-of-agents.js';
import { IntradayController } from './intraday.controller.js';
import { IntradayReader } from './intraday.reader.js';
import { IntradayStreams } from './intraday.streams.js';
import { RosteredAgents } from './rostered-agents.js';

@Module({
  imports: [FiguresModule, PlanningModule, RosteringModule],
  controllers: [IntradayController, IntradayChangeController],
  providers: [IntradayReader, IntradayStreams, RosteredAgents, IntradayChanges, SkillsOfAgents],
})
export class IntradayModule {}
