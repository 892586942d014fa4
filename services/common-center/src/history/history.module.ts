import { Module } from '@nestjs/common';
import { HistoryConsumer } from './history.consumer.js';
import { HistoryController } from './history.controller.js';
import { HistoryService } from './history.service.js';

@Module({ controllers: [HistoryController, HistoryConsumer], providers: [HistoryService] })
export class HistoryModule {}
