import { Module } from '@nestjs/common';
import { NumberZoneController } from './number-zone.controller.js';
import { NumberZoneService } from './number-zone.service.js';

@Module({
  controllers: [NumberZoneController],
  providers: [NumberZoneService],
  exports: [NumberZoneService],
})
export class NumberZoneModule {}
