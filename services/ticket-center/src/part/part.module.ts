import { Module } from '@nestjs/common';
import { Parts } from './part.api.js';
import { PartController } from './part.controller.js';

@Module({ controllers: [PartController], providers: [Parts], exports: [Parts] })
export class PartModule {}
