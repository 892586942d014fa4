import { Module } from '@nestjs/common';
import { RosteringModule } from '../rostering/rostering.module.js';
import { AdherenceExceptions } from './adherence-exceptions.js';
import { AdherenceReader } from './adherence-reader.js';
import { AdherenceStreams } from './adherence-streams.js';
import { AdherenceSweep } from './adherence-sweep.js';
import { AdherenceConsumer } from './adherence.consumer.js';
import { AdherenceController } from './adherence.controller.js';

@Module({
  imports: [RosteringModule],
  controllers: [AdherenceConsumer, AdherenceController],
  providers: [AdherenceReader, AdherenceExceptions, AdherenceStreams, AdherenceSweep],
})
export class AdherenceModule {}
