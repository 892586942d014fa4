import { Module } from '@nestjs/common';
import { Calendars } from './calendar.api.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';

@Module({
  controllers: [CalendarController],
  providers: [CalendarService, Calendars],
  exports: [CalendarService, Calendars],
})
export class CalendarModule {}
