import { Module } from '@nestjs/common';
import { Dictionaries } from './dictionaries.js';
import { DictionaryController } from './dictionary.controller.js';

/** Lists of codes, and what they are called. */
@Module({ controllers: [DictionaryController], providers: [Dictionaries] })
export class DictionaryModule {}
