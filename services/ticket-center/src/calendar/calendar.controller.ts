import { WEEKDAYS } from '#libs/business-time/calendar-definition';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CalendarService } from './calendar.service.js';

const MOST_DATES = 1_000;

const time = z.string().regex(/^\d{2}:\d{2}$/);
const Hours = z
  .array(z.object({ from: time, to: time.describe('24:00: midnight; before `from`: on the next day') }))
  .max(24);
const Weekly = z.partialRecord(z.enum(WEEKDAYS), Hours);
const CalendarDefinition = z.object({
  timeZone: z.string().max(64).describe('IANA, e.g. Asia/Shanghai'),
  weekly: Weekly.describe('a day that is left out is closed'),
  holidays: z
    .array(z.object({ date: z.iso.date(), hours: Hours.optional() }))
    .max(MOST_DATES)
    .default([]),
  extraWorkingDays: z
    .array(z.object({ date: z.iso.date(), hours: Hours }))
    .max(MOST_DATES)
    .default([]),
  worksExtraDays: z.boolean().default(true),
});
const CalendarView = z.object({ name: z.string(), definition: CalendarDefinition, version: z.int() });
const Name = z.string().trim().min(1).max(120);

@ApiTags('calendars')
@Controller('api/v1/calendars')
export class CalendarController {
  constructor(private readonly calendars: CalendarService) {}

  @Get()
  @Requires('calendar:read')
  @Answers(z.object({ items: z.array(CalendarView) }))
  async listCalendars() {
    return { items: await this.calendars.list() };
  }

  /** For timers that are set from now on, a few seconds later everywhere. */
  @Put(':name')
  @Requires('calendar:configure')
  @Answers(CalendarView)
  putCalendar(
    @Param('name', { schema: Name }) name: string,
    @Body({ schema: CalendarDefinition }) definition: z.infer<typeof CalendarDefinition>,
  ) {
    return this.calendars.put(name, definition);
  }
}
