import { Module } from '@nestjs/common';
import { InspectionModule } from '../inspection/inspection.module.js';
import { Intents } from './intents/intents.js';
import { IncidentController } from './radar/incident.controller.js';
import { Incidents } from './radar/incidents.js';
import { Radar } from './radar/radar.js';
import { SpokenTerms } from './radar/spoken-terms.js';
import { TermShares } from './radar/term-shares.js';
import { TopicRounds } from './radar/topic-rounds.js';
import { TopicList } from './readings/topic-list.js';
import { Readings } from './readings/readings.js';
import { TopicController } from './readings/topic.controller.js';
import { HotTopics } from './topics.api.js';
import { TopicsConsumer } from './topics.consumer.js';

@Module({
  imports: [InspectionModule],
  controllers: [IncidentController, TopicController, TopicsConsumer],
  providers: [Readings, TopicList, Intents, Radar, SpokenTerms, TermShares, Incidents, TopicRounds, HotTopics],
  exports: [HotTopics],
})
export class TopicsModule {}
