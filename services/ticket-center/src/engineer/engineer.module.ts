import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { Crew } from './engineer.api.js';
import { EngineerController } from './engineer.controller.js';
import { Engineers } from './engineers.js';

/** Who can be sent, where, with which skills, and how often in a day. */
@Module({
  imports: [CalendarModule],
  controllers: [EngineerController],
  providers: [Engineers, Crew],
  exports: [Crew],
})
export class EngineerModule {}
