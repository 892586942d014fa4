import { Module } from '@nestjs/common';
import { CellReader } from './answers/cell-reader.js';
import { CountedContacts } from './answers/counted-contacts.js';
import { DayFigures } from './answers/day-figures.js';
import { FigureController } from './answers/figure.controller.js';
import { FigureReaches } from './answers/figure-reach.js';
import { LiveFiguresReader } from './answers/live-figures.js';
import { OldestWaiting } from './answers/oldest-waiting.js';
import { AgentFacts } from './facts/agent-facts.js';
import { ContactFacts } from './facts/contact-facts.js';
import { SetupBook } from './facts/setup-book.js';
import { ToldContacts } from './facts/told-contacts.js';
import { FigureAgentsConsumer } from './figure-agents.consumer.js';
import { FigureConsumer } from './figure.consumer.js';
import { FactSweep } from './upkeep/fact-sweep.js';
import { FigureStreams } from './live/figure-streams.js';
import { QueueIntervals } from './queue-intervals.api.js';
import { Recomputation } from './upkeep/recomputation.js';
import { FigureSettingsService } from './upkeep/settings.service.js';
import { FigureUpkeepController } from './upkeep/upkeep.controller.js';
import { AgentSkills } from './agent-skills.api.js';
import { FigureBook } from './figures.api.js';
import { FigureTeams } from './figure-teams.api.js';

@Module({
  controllers: [...[FigureConsumer, FigureAgentsConsumer], ...[FigureController, FigureUpkeepController]],
  providers: [
    ...[SetupBook, ContactFacts, ToldContacts, AgentFacts, CellReader, OldestWaiting, LiveFiguresReader],
    ...[DayFigures, CountedContacts, FigureReaches, FigureStreams, Recomputation, FactSweep, FigureSettingsService],
    FigureBook,
    QueueIntervals,
    ...[FigureTeams, AgentSkills],
  ],
  exports: [QueueIntervals, FigureBook, FigureTeams, AgentSkills],
})
export class FiguresModule {}
