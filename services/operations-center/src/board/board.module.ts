import { Module } from '@nestjs/common';
import { BoardController } from './board.controller.js';
import { BoardReader } from './board.reader.js';
import { BoardStreams } from './board.streams.js';
import { BoardWriter } from './board.writer.js';

@Module({ controllers: [BoardController], providers: [BoardWriter, BoardReader, BoardStreams], exports: [BoardWriter] })
export class BoardModule {}
