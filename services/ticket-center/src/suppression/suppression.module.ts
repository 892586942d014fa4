import { Module } from '@nestjs/common';
import { Suppressions } from './suppression.api.js';
import { SuppressionController } from './suppression.controller.js';

@Module({ controllers: [SuppressionController], providers: [Suppressions], exports: [Suppressions] })
export class SuppressionModule {}
